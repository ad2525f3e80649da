import {
  createApiKey,
  createWebhook,
  deleteApiKey,
  deleteWebhook,
  getHealth,
  listApiKeys,
  listDeliveries,
  listWebhooks,
  redeliver,
  rotateApiKey,
  updateWebhook,
  verifyWebhook,
} from "@platform/account";
import { createClient } from "@platform/core";
import {
  calculateCost,
  compareCosts,
  createPrice,
  deletePrice,
  estimateSandboxCost,
  estimateTemplateCost,
  getAnalytics,
  getCosts,
  getPrice,
  listPrices,
  listRates,
  listUsage,
  resolvePrice,
  submitUsage,
  submitUsageBatch,
  updatePrice,
} from "@platform/costops";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startReceiver } from "./webhook-receiver.ts";
import { startWholePlatform, type WholePlatform } from "./whole-platform.ts";

// What users of the SDKs before ours could do, or were promised: each by the name it had there, on the whole server.
let platform: WholePlatform;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  platform = await startWholePlatform({ PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "true" });
  client = createClient({ baseUrl: platform.url, apiKey: platform.key });
});
afterAll(() => platform.stop());

const million = "1000000";
const span = { from: "2024-01-01T00:00:00Z", to: "2024-03-01T00:00:00Z" };

describe("LLM-CostOps", () => {
  const call = { provider: "openai", model: "gpt-4-parity" };

  test("pricing create, list, get; effective dates; cached discount, per request with overage, tiered", async () => {
    const effectiveFrom = "2024-01-01T00:00:00Z";
    const input = await createPrice(client, {
      ...call,
      unit: "input_token",
      amount: "10",
      per: million,
      effectiveFrom,
    });
    // A discount of 0.9 on what came from the cache.
    const relativeTo = { unit: "input_token", factor: "0.1" };
    await createPrice(client, { ...call, unit: "cached_input_token", relativeTo, effectiveFrom });
    await createPrice(client, { ...call, unit: "output_token", amount: "30", per: million, effectiveFrom });
    expect(await getPrice(client, { priceId: input.id })).toEqual(input);
    const listed = await listPrices(client, { provider: "openai", model: call.model }).all();
    expect(listed.map(({ unit }) => unit).toSorted()).toEqual([
      "cached_input_token",
      "input_token",
      "output_token",
    ]);

    const overage = { provider: "acme", model: "per-request", effectiveFrom };
    await createPrice(client, { ...overage, unit: "request", amount: "0.01" });
    await createPrice(client, { ...overage, unit: "token", amount: "5", per: million, included: "2000" });
    const units = { request: 1, token: 3000 };
    const occurredAt = "2024-02-01T00:00:00Z";
    const used = await submitUsage(client, { provider: "acme", model: "per-request", units, occurredAt });
    expect(used.cost).toBe("0.015");

    const tiers = [
      { upTo: "1000", amount: "10" },
      { upTo: null, amount: "5" },
    ];
    const tiered = { provider: "acme", model: "tiered", unit: "input_token", per: million, effectiveFrom };
    const made = await createPrice(client, { ...tiered, tiers, tierMode: "volume" });
    const priced = { provider: "acme", model: "tiered", occurredAt };
    expect((await submitUsage(client, { ...priced, units: { input_token: 2000 } })).cost).toBe("0.01");
    await updatePrice(client, { priceId: made.id, amount: "1", effectiveFrom: "2024-02-02T00:00:00Z" });
    const at = (moment: string) => resolvePrice(client, { provider: "acme", model: "tiered", at: moment });
    expect((await at("2024-02-01T00:00:00Z")).prices[0]?.price.tiers).toHaveLength(2);
    const later = (await at("2024-02-03T00:00:00Z")).prices[0]?.price;
    expect(later?.amount).toBe("1");
    await deletePrice(client, { priceId: later?.id ?? "" });
  });

  test("usage.submit, usage history with filters and paging", async () => {
    const units = { input_token: 500, cached_input_token: 500 };
    const one = await submitUsage(client, {
      ...call,
      units,
      occurredAt: "2024-01-31T23:30:00Z",
      userId: "ada",
    });
    expect(one).toMatchObject({ cost: "0.0055", currency: "USD" });
    const events = [1, 2, 3].map((n) => ({
      ...call,
      units: { input_token: n * 1000, output_token: 100 },
      occurredAt: `2024-02-0${n}T12:00:00Z`,
      tags: { team: n === 1 ? "search" : "chat" },
    }));
    expect(await submitUsageBatch(client, { events })).toMatchObject({ recorded: 3, rejected: 0 });
    const history = listUsage(client, { model: call.model, ...span, limit: 2, sort: "occurredAt" });
    expect((await history.all()).map(({ cost }) => cost)).toEqual(["0.033", "0.023", "0.013", "0.0055"]);
    expect(await listUsage(client, { userId: "ada", ...span }).all()).toHaveLength(1);
  });

  test("costs.get by provider, model, day, week and month", async () => {
    const ask = { model: call.model, ...span };
    const by = async (dimension: "provider" | "model" | "day" | "week" | "month", timeZone = "UTC") =>
      (await getCosts(client, { ...ask, groupBy: [dimension], timeZone })).groups.map(
        ({ key, cost }) => `${key[dimension]} ${cost}`,
      );
    expect((await getCosts(client, ask)).totals).toMatchObject([
      { cost: "0.0745", count: 4, tokens: "7300" },
    ]);
    expect(await by("provider")).toEqual(["openai 0.0745"]);
    expect(await by("model")).toEqual(["gpt-4-parity 0.0745"]);
    expect((await by("day")).toSorted()).toEqual([
      "2024-01-31 0.0055",
      "2024-02-01 0.013",
      "2024-02-02 0.023",
      "2024-02-03 0.033",
    ]);
    expect(await by("week")).toEqual(["2024-W05 0.0745"]);
    expect(await by("month")).toEqual(["2024-02 0.069", "2024-01 0.0055"]);
    // Half an hour before midnight in London is February in Berlin.
    expect(await by("month", "Europe/Berlin")).toEqual(["2024-02 0.0745"]);
  });

  test("analytics: interval, metrics, group_by, summary", async () => {
    const days = { from: "2024-01-31T00:00:00Z", to: "2024-02-05T00:00:00Z" };
    const { summary, series } = await getAnalytics(client, {
      ...{ ...days, model: call.model, interval: "day", groupBy: ["provider"] },
      metrics: ["cost", "requests", "tokens"],
    });
    expect(summary).toMatchObject([{ values: { cost: "0.0745", requests: "4" } }]);
    expect(series[0]?.points.map(({ values }) => values.cost)).toEqual([
      "0.0055",
      "0.013",
      "0.023",
      "0.033",
      "0",
    ]);
  });
});

describe("OnMemOS", () => {
  test("cost: template, session, compare, rates, calculator", async () => {
    const what = { size: "large", hours: 8 } as const;
    expect((await estimateTemplateCost(client, { template: "python", hours: 1 })).totalCost).toMatch(
      /^0\.\d+$/,
    );
    expect(await estimateSandboxCost(client, what)).toMatchObject({ totalCost: "1.6", confidence: "high" });
    const { configurations, cheapest } = await compareCosts(client, {
      configurations: [
        { size: "large", name: "big" },
        { size: "small", name: "small" },
      ],
      hours: 8,
    });
    expect(cheapest).toBe("small");
    expect(configurations.map(({ name }) => name)).toEqual(["small", "big"]);
    expect(JSON.stringify(await listRates(client))).toContain("sandbox_second");
    expect(JSON.stringify(await calculateCost(client, what))).toContain('"1.6"');
  });

  test("health_check", async () => {
    expect((await getHealth(client)).version).toMatch(/^\d+\./);
  });
});

describe("Infinity Assistant", () => {
  test("list, create and delete API keys, shown once", async () => {
    const { id, key } = await createApiKey(client, { name: "parity", scopes: ["costops:read"] });
    const listed = await listApiKeys(client).all();
    expect(listed.find((one) => one.id === id)).toMatchObject({ prefix: key.slice(0, 11) });
    expect(JSON.stringify(listed)).not.toContain(key);
    const next = await rotateApiKey(client, { keyId: id, overlapSeconds: 0 });
    await deleteApiKey(client, { keyId: next.id });
    const gone = createClient({ baseUrl: platform.url, apiKey: next.key, retry: false });
    await vi.waitFor(
      () => expect(getCosts(gone)).rejects.toThrow(expect.objectContaining({ status: 401 })),
      5_000,
    );
  });

  test("list, create and delete webhooks, signed deliveries", async () => {
    await using receiver = await startReceiver();
    const eventTypes = ["api_key.created"];
    const { id, secret } = await createWebhook(client, { url: `${receiver.url}/hook`, eventTypes });
    const made = await createApiKey(client, { name: "told", scopes: ["costops:read"] });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 20_000);
    const [got] = receiver.received;
    const event = await verifyWebhook({
      payload: got?.payload ?? "",
      headers: got?.headers as Record<string, string>,
      secret,
    });
    expect(event).toMatchObject({ type: "api_key.created", data: { id: made.id } });
    const [delivery] = await listDeliveries(client, { webhookId: id }).all();
    await redeliver(client, { deliveryId: delivery?.id ?? "" });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), 20_000);
    await updateWebhook(client, { webhookId: id, enabled: false });
    await deleteWebhook(client, { webhookId: id });
    expect((await listWebhooks(client).all()).map((one) => one.id)).not.toContain(id);
  });
});
