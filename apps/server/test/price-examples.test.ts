import { createPrice, type CreatePriceParams, listPrices, submitUsage } from "@platform/costops";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { shippedPrices } from "../src/costops/prices/catalogue/shipped-prices.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());

const occurredAt = "2026-11-01T00:00:00Z";

type Example = [provider: string, model: string, units: Record<string, number>, cost: string];

// Worked out by hand in fractions, from the amounts on the vendors' pages; see the catalogue for their names.
const published: Example[] = [
  ["openai", "gpt-4o", { input_token: 1200, output_token: 300 }, "0.006"],
  ["openai", "gpt-4o", { input_token: 64, cached_input_token: 1024, output_token: 77 }, "0.00221"],
  ["openai", "gpt-4o-2024-05-13", { input_token: 1200, output_token: 300 }, "0.0105"],
  ["openai", "gpt-4o-mini", { input_token: 1, output_token: 1 }, "0.00000075"],
  ["openai", "gpt-4.1", { input_token: 10001, cached_input_token: 33, output_token: 7 }, "0.0200745"],
  ["openai", "gpt-4.1-nano", { input_token: 3, cached_input_token: 1 }, "0.000000325"],
  ["openai", "gpt-5", { input_token: 999, reasoning_token: 4000, output_token: 200 }, "0.04324875"],
  ["openai", "gpt-5-nano", { cached_input_token: 1 }, "0.000000005"],
  ["openai", "gpt-5.4", { input_token: 272000, output_token: 1000 }, "0.695"],
  ["openai", "gpt-5.4", { input_token: 272001, output_token: 1000 }, "1.382505"],
  ["openai", "o3", { input_token: 12345, output_token: 678 }, "0.030114"],
  ["openai", "text-embedding-3-small", { input_token: 123456789 }, "2.46913578"],
  ["openai", "text-embedding-3-large", { input_token: 7 }, "0.00000091"],
  [
    ...(["anthropic", "claude-haiku-4-5-20251001"] as const),
    { input_token: 100, cache_write_5m_token: 2000, cached_input_token: 50000, output_token: 400 },
    "0.0096",
  ],
  ["anthropic", "claude-opus-4-5", { cache_write_1h_token: 3001, output_token: 11 }, "0.030285"],
  ["anthropic", "claude-sonnet-4-5", { input_token: 200000, output_token: 10 }, "0.60015"],
  // Cached tokens are part of the prompt, and make it long.
  [
    ...(["anthropic", "claude-sonnet-4-5"] as const),
    { input_token: 1000, cached_input_token: 199001, output_token: 10 },
    "0.1256256",
  ],
  ["anthropic", "claude-haiku-5-5", { input_token: 100001, output_token: 500 }, "0.0512505"],
  ["anthropic", "claude-3-haiku", { cache_write_5m_token: 17, cached_input_token: 13 }, "0.00000549"],
  ["google", "gemini-2.5-pro", { input_token: 200000, output_token: 1000 }, "0.26"],
  [
    ...(["google", "gemini-2.5-pro"] as const),
    { input_token: 150000, cached_input_token: 50001, output_token: 1000, reasoning_token: 99 },
    "0.40398525",
  ],
  ["vertex", "gemini-2.5-flash", { input_token: 5, output_token: 3 }, "0.000009"],
  ["mistral", "mistral-large-2411", { input_token: 31, output_token: 41 }, "0.000308"],
  ["mistral", "mistral-embed", { input_token: 59 }, "0.0000059"],
  ["cohere", "command-r7b-12-2024", { input_token: 1, output_token: 1 }, "0.0000001875"],
  ["cohere", "embed-v4.0", { input_token: 1000 }, "0.00012"],
  // 0.00000000875 is rounded to the even tenth place, up; its sum is exact.
  [
    ...(["bedrock", "amazon.nova-micro-v1:0"] as const),
    { input_token: 1, cached_input_token: 1, output_token: 1 },
    "0.0000001838",
  ],
  ["aws", "amazon.nova-pro-v1:0", { input_token: 1234, output_token: 567 }, "0.0028016"],
];

test.each(published)("%s %s %j costs %s by its public price", async (provider, model, units, cost) => {
  expect(await submitUsage(platform.client, { provider, model, units, occurredAt })).toMatchObject({
    cost,
    currency: "USD",
  });
});

type Terms = Omit<CreatePriceParams, "provider" | "model">;
type Own = [says: string, prices: Terms[], units: Record<string, number | string>, cost: string];

const million = "1000000";
const steps = (more: object) => [
  { upTo: "1000", amount: "10", ...more },
  { upTo: "5000", amount: "8", ...more },
  { upTo: null, amount: "5", ...more },
];
const graduated = { unit: "input_token", per: million, tierMode: "graduated" as const };
const volume = { unit: "input_token", per: million, tierMode: "volume" as const };

const own: Own[] = [
  [
    "half of 1,000 tokens from the cache, which takes 90 % off",
    [
      { unit: "input_token", amount: "10", per: million },
      { unit: "cached_input_token", relativeTo: { unit: "input_token", factor: "0.1" } },
    ],
    { input_token: 500, cached_input_token: 500 },
    "0.0055",
  ],
  [
    "a request with 2,000 tokens in it, and 1,000 beyond",
    [
      { unit: "request", amount: "0.01" },
      { unit: "token", amount: "5", per: million, included: "2000" },
    ],
    { request: 1, token: 3000 },
    "0.015",
  ],
  [
    "a request that stays within what is included",
    [
      { unit: "request", amount: "0.01" },
      { unit: "token", amount: "5", per: million, included: "2000" },
    ],
    { request: 1, token: 2000 },
    "0.01",
  ],
  ["volume at a bound, which is inside", [{ ...volume, tiers: steps({}) }], { input_token: 1000 }, "0.01"],
  [
    "volume past a bound: all at the next rate",
    [{ ...volume, tiers: steps({}) }],
    { input_token: 1001 },
    "0.008008",
  ],
  ["volume in the last tier", [{ ...volume, tiers: steps({}) }], { input_token: 6000 }, "0.03"],
  ["graduated at a bound", [{ ...graduated, tiers: steps({}) }], { input_token: 1000 }, "0.01"],
  [
    "graduated past it: one token at the next rate",
    [{ ...graduated, tiers: steps({}) }],
    { input_token: 1001 },
    "0.010008",
  ],
  ["graduated through all tiers", [{ ...graduated, tiers: steps({}) }], { input_token: 6000 }, "0.047"],
  [
    "a fee for each tier reached",
    [{ ...graduated, tiers: steps({ flat: "1" }) }],
    { input_token: 1001 },
    "2.010008",
  ],
  ["a fee of the one tier", [{ ...volume, tiers: steps({ flat: "1" }) }], { input_token: 6000 }, "1.03"],
  [
    "tiers with rates for other numbers of units",
    [
      {
        ...graduated,
        tiers: [
          { upTo: "3", amount: "1", per: "3" },
          { upTo: null, amount: "1", per: "7" },
        ],
      },
    ],
    { input_token: 4 },
    "1.1428571429",
  ],
  [
    "output priced by how long the input is",
    [
      { unit: "input_token", amount: "1", per: million },
      {
        ...{ unit: "output_token", per: million, tierMode: "volume" as const, tierUnit: "input_token" },
        tiers: [
          { upTo: "200000", amount: "10" },
          { upTo: null, amount: "15" },
        ],
      },
    ],
    { input_token: 200001, output_token: 100 },
    "0.201501",
  ],
  ["a minimum", [{ unit: "request", amount: "0.001", minimum: "0.05" }], { request: 3 }, "0.05"],
  [
    "a minimum that is passed",
    [{ unit: "request", amount: "0.001", minimum: "0.05" }],
    { request: 51 },
    "0.051",
  ],
  [
    "a minimum of a unit that is not used",
    [{ unit: "request", amount: "1", minimum: "5" }],
    { request: 0 },
    "0",
  ],
  ["a third", [{ unit: "second", amount: "1", per: "3" }], { second: 1 }, "0.3333333333"],
];

test.each(own)("%s", async (says, terms, units, cost) => {
  const named = { provider: "acme", model: says, effectiveFrom: "2026-01-01T00:00:00Z" };
  for (const one of terms) await createPrice(platform.client, { ...named, ...one });
  const { provider, model } = named;
  expect((await submitUsage(platform.client, { provider, model, units, occurredAt })).cost).toBe(cost);
});

describe("the catalogue", () => {
  const vendors = shippedPrices.filter(({ provider }) => provider !== "platform");

  test("names for each price the page and the day it was read, and each price once", () => {
    for (const { id, origin, per, currency } of vendors) {
      expect(origin?.page, id).toMatch(/^[a-z.]+\.[a-z]+\/[\w/-]+$/);
      expect(origin?.lookedUpOn, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect([per, currency]).toEqual([million, "USD"]);
    }
    expect(new Set(shippedPrices.map(({ id }) => id)).size).toBe(shippedPrices.length);
    expect(new Set(vendors.map(({ provider, model }) => `${provider} ${model}`)).size).toBeGreaterThanOrEqual(
      80,
    );
  });

  test("is listed whole, page by page", async () => {
    const stranger = await platform.stranger();
    const listed = await listPrices(stranger, { limit: 97 }).all();
    expect(listed).toEqual(shippedPrices);
  });

  test("says nothing of the time before its first source", async () => {
    const used = { provider: "openai", model: "gpt-4o", units: { input_token: 1 } };
    const early = await submitUsage(platform.client, { ...used, occurredAt: "2025-12-31T23:59:59Z" });
    expect(early.cost).toBeNull();
  });
});
