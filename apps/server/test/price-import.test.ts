import { importPrices, listPrices } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());

const june = "2026-06-01T00:00:00.000Z";
const named = (model: string) => ({
  ...{ provider: "acme", model, unit: "x", effectiveFrom: "2026-01-01T00:00:00.000Z" },
});

const book = [
  // Before the price it is relative to: the order does not matter.
  { ...named("book"), unit: "y", relativeTo: { unit: "x", factor: "0.5" } },
  { ...named("book"), amount: "1" },
  { ...named("book"), effectiveFrom: june, amount: "2", included: "10" },
  { ...named("book"), unit: "z", tierMode: "volume" as const },
];

test("takes each price whole or not at all, and again changes nothing", async () => {
  const { client } = platform;
  const first = await importPrices(client, { prices: book });
  expect(first).toMatchObject({ created: 3, unchanged: 0, failed: 1 });
  expect(first.results.map(({ index, status }) => [index, status])).toEqual([
    [0, "created"],
    [1, "created"],
    [2, "created"],
    [3, "failed"],
  ]);
  expect(first.results[3]).toMatchObject({
    priceId: null,
    error: { code: "invalid_params", param: "amount" },
  });
  const again = await importPrices(client, { prices: book });
  expect(again).toMatchObject({ created: 0, unchanged: 3, failed: 1 });
  expect(again.results.map(({ priceId }) => priceId)).toEqual(first.results.map(({ priceId }) => priceId));
  expect(await listPrices(client, { model: "book" }).all()).toHaveLength(3);
});

test("another price with the same beginning fails, alone", async () => {
  const { client } = platform;
  const prices = [
    { ...named("conflict"), amount: "1" },
    { ...named("conflict"), amount: "1.00" },
    { ...named("conflict"), amount: "2" },
  ];
  const { results } = await importPrices(client, { prices });
  expect(results.map(({ status, error }) => [status, error?.code])).toEqual([
    ["created", undefined],
    ["unchanged", undefined],
    ["failed", "price_exists"],
  ]);
});

test("a thousand prices, sent four times at once, are in the book once", async () => {
  const { client } = platform;
  const prices = Array.from({ length: 1_000 }, (_, n) => ({
    ...named(`many-${n}`),
    unit: "many",
    amount: "1",
  }));
  const all = await Promise.all(Array.from({ length: 4 }, () => importPrices(client, { prices })));
  expect(all.reduce((sum, { created }) => sum + created, 0)).toBe(1_000);
  expect(all.every(({ failed }) => failed === 0)).toBe(true);
  expect(await listPrices(client, { unit: "many", limit: 1_000 }).all()).toHaveLength(1_000);
  const tooMany = importPrices(client, { prices: [...prices, { ...named("one"), amount: "1" }] });
  await expect(tooMany).rejects.toMatchObject({ param: "prices" });
});

test("a price of the wrong form is named by its place, and nothing is taken", async () => {
  const { client } = platform;
  const prices = [
    { ...named("shape"), amount: "1" },
    { ...named("shape"), amount: "one" },
  ];
  await expect(importPrices(client, { prices })).rejects.toMatchObject({ param: "prices.1.amount" });
  expect(await listPrices(client, { model: "shape" }).all()).toEqual([]);
});
