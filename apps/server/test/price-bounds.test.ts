import type { Price, PriceTier, ResolvedPrice } from "@platform/costops";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPrice } from "../src/costops/prices/catalogue/plain-price.ts";
import { costOfUnit } from "../src/costops/prices/cost-of-unit.ts";
import { mostOfUnit } from "../src/costops/prices/most-of-unit.ts";
import { costOfUnits } from "../src/costops/prices/price-units.ts";

const price = (unit: string, terms: Partial<Price>): Price => ({
  ...plainPrice,
  ...{ id: `prc_${unit}`, provider: "acme", model: "m", unit, amount: null, per: "1" },
  ...{ effectiveFrom: "2026-01-01T00:00:00.000Z", createdAt: "2026-01-01T00:00:00.000Z" },
  ...terms,
});

/** Rates that fall as well as rise. */
const text = (most: number) => fc.integer({ min: 0, max: most }).map(String);
const tiers = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    fc.array(fc.record({ amount: text(9), per: fc.constantFrom("1", "7"), flat: text(5) }), {
      ...{ minLength: 4, maxLength: 4 },
    }),
  )
  .map(([bounds, list]): PriceTier[] =>
    [...bounds.toSorted((a, b) => a - b).map(String), null].flatMap((upTo, place) => {
      const tier = list[place];
      return tier ? [{ upTo, ...tier }] : [];
    }),
  );
const terms = fc.oneof(
  fc.record({ amount: text(9), minimum: text(20), included: text(5) }),
  fc.record({ tiers, minimum: text(20), included: text(5), tierMode: fc.constant("graduated" as const) }),
  fc.record({
    ...{ tiers, minimum: text(20), included: text(5), tierMode: fc.constant("volume" as const) },
    tierUnit: fc.constantFrom(null, "prompt_token", "input_token", "output_token"),
  }),
);
const names = ["input_token", "cached_input_token", "output_token"] as const;
const amounts = fc.tuple(...names.map(() => fc.tuple(fc.nat(50), fc.nat(50))));

test("no event within a bound costs more than is set aside for the bound", () => {
  fc.assert(
    fc.property(terms, terms, fc.option(text(3)), terms, amounts, (input, output, factor, own, used) => {
      const relative = { relativeTo: { unit: "input_token", factor: factor ?? "1" } };
      const cached = factor === null ? own : relative;
      const prices = [input, cached, output].map((one, at) => price(names[at] ?? "", one));
      const book = new Map<string, ResolvedPrice>(
        prices.map((one) => [one.unit, { unit: one.unit, price: one, matched: "model", base: null }]),
      );
      const of = (pick: (pair: readonly [number, number]) => number) =>
        Object.fromEntries(names.map((name, at) => [name, String(pick(used[at] ?? [0, 0]))]));
      const bound = of(([a, b]) => Math.max(a, b));
      const actual = of(([a, b]) => Math.min(a, b));
      const most = Number(costOfUnits(bound, book, mostOfUnit).cost);
      expect(Number(costOfUnits(actual, book).cost)).toBeLessThanOrEqual(most);
      expect(Number(costOfUnits(bound, book).cost)).toBeLessThanOrEqual(most);
    }),
    { numRuns: 5_000 },
  );
});

test("where prices do not fall, a bound costs what reaching it costs", () => {
  const rising: PriceTier[] = [
    { upTo: "20", amount: "1", per: "1", flat: "0" },
    { upTo: null, amount: "2", per: "1", flat: "0" },
  ];
  const book = new Map(
    [
      price("input_token", { amount: "3" }),
      price("output_token", { tiers: rising, tierMode: "volume", tierUnit: "prompt_token" }),
    ].map((one) => [one.unit, { price: one }]),
  );
  for (const input of ["0", "1", "20", "21", "500"]) {
    const units = { input_token: input, output_token: "7" };
    for (const { price: one } of book.values())
      expect(mostOfUnit(units, one, book)?.toFixed()).toBe(costOfUnit(units, one, book)?.toFixed());
  }
});
