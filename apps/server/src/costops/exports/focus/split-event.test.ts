import type { Price } from "@platform/costops";
import { expect, test } from "vitest";
import { plainPrice } from "../../prices/catalogue/plain-price.ts";
import type { UsageRow } from "../usage-pages.ts";
import { splitEvent } from "./split-event.ts";

const price = (unit: string, terms: Partial<Price>): Price => ({
  ...plainPrice,
  ...{ id: `prc_${unit}`, provider: "acme", model: "m", unit, amount: null, per: "1" },
  ...{ effectiveFrom: "2026-01-01T00:00:00.000Z", createdAt: "2026-01-01T00:00:00.000Z" },
  ...terms,
});
const prices = [
  price("input_token", { amount: "2", per: "1000" }),
  price("cached_input_token", { relativeTo: { unit: "input_token", factor: "0.1" } }),
  price("output_token", {
    tiers: [
      { upTo: "100", amount: "1", per: "100", flat: "0" },
      { upTo: null, amount: "3", per: "100", flat: "0" },
    ],
    ...{ tierMode: "graduated", tierUnit: null, per: "100" },
  }),
];
const book = new Map(prices.map((one) => [one.id, one]));
const units = { input_token: "1000", cached_input_token: "500", output_token: "200" };
const event = (cost: string) =>
  ({ cost, units, priceIds: [...book.keys()], currency: "USD" }) as Partial<UsageRow> as UsageRow;

test("tiers and relative prices come apart by unit, and add up to the event's cost", () => {
  const charges = splitEvent(event("6.1"), book);
  expect(charges.map(({ unit, cost, amount, per }) => [unit, cost, amount, per])).toEqual([
    ["input_token", "2", "2", "1000"],
    ["cached_input_token", "0.1", "0.0002", "1"],
    ["output_token", "4", "2", "100"],
  ]);
});

test("where parts are not what the ledger says, the event is one charge of what it says", () => {
  for (const given of [splitEvent(event("7"), book), splitEvent(event("6.1"), new Map())])
    expect(given).toMatchObject([{ unit: "event", quantity: "1" }]);
  expect(splitEvent(event("7"), book)[0]?.cost).toBe("7");
});
