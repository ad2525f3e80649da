import {
  AuthenticationError,
  ConflictError,
  createClient,
  NotFoundError,
  PermissionError,
  ValidationError,
} from "@platform/core";
import { createPrice, getCosts, listPrices, listUsage, submitUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
});
afterAll(() => platform.stop());

const event = { provider: "acme", model: "large", units: { input_token: 1200, output_token: "300.5" } };

test("submitUsage prices each unit with the price in force at the time, exactly", async () => {
  const { client } = platform;
  const price = { provider: "acme", model: "dated", unit: "input_token", per: "1000000" };
  await createPrice(client, { ...price, amount: "2.50", effectiveFrom: "2026-01-01T00:00:00Z" });
  await createPrice(client, { ...price, amount: "3.33", effectiveFrom: "2026-06-01T00:00:00Z" });
  const at = async (occurredAt: string) =>
    (await submitUsage(client, { provider: "acme", model: "dated", units: { input_token: 1 }, occurredAt }))
      .cost;
  expect(await at("2025-12-31T23:59:59Z")).toBeNull();
  expect(await at("2026-01-01T00:00:00Z")).toBe("0.0000025");
  expect(await at("2026-06-01T00:00:00Z")).toBe("0.00000333");
});

test("a tenth-place tie is rounded to the even digit", async () => {
  const { client } = platform;
  const price = { provider: "acme", model: "tie", per: "1", effectiveFrom: "2026-01-01T00:00:00Z" };
  await createPrice(client, { ...price, unit: "a", amount: "0.00000000025" });
  await createPrice(client, { ...price, unit: "b", amount: "0.00000000035" });
  const cost = async (unit: string) =>
    (await submitUsage(client, { provider: "acme", model: "tie", units: { [unit]: 1 } })).cost;
  expect(await cost("a")).toBe("0.0000000002");
  expect(await cost("b")).toBe("0.0000000004");
});

test("a model's own price goes before the provider's, and the project's before the one that ships", async () => {
  const { client } = platform;
  const own = { provider: "platform", unit: "request", effectiveFrom: "2026-01-02T00:00:00Z" };
  const used = { provider: "platform", model: "something", units: { request: 1 } };
  expect((await submitUsage(client, used)).cost).toBe("0.0000004");
  await createPrice(client, { ...own, model: "*", amount: "5" });
  expect((await submitUsage(client, used)).cost).toBe("5");
  await createPrice(client, { ...own, model: "something", amount: "7" });
  expect((await submitUsage(client, used)).cost).toBe("7");
});

test("an unknown price is unknown, not nothing", async () => {
  const record = await submitUsage(platform.client, { ...event, runId: "run-unknown" });
  expect(record).toMatchObject({ cost: null, units: { input_token: "1200", output_token: "300.5" } });
  const { totals } = await getCosts(platform.client, { runId: "run-unknown" });
  expect(totals).toEqual([
    {
      ...{ currency: "USD", cost: "0", count: 1, unpriced: 1, durationMs: 0 },
      ...{ units: { input_token: "1200", output_token: "300.5" }, tokens: "1500.5" },
    },
  ]);
});

test("the same event twice is recorded once; another one with its id is refused", async () => {
  const { client } = platform;
  const first = await submitUsage(client, { ...event, eventId: "evt-1" });
  expect(await submitUsage(client, { ...event, eventId: "evt-1" })).toEqual(first);
  const other = submitUsage(client, { ...event, units: { input_token: 1 }, eventId: "evt-1" });
  await expect(other).rejects.toMatchObject({ code: "event_id_reused", param: "eventId", status: 409 });
  await expect(other).rejects.toBeInstanceOf(ConflictError);
});

test("a hundred submissions of one event at once leave one row", async () => {
  const { client } = platform;
  const all = Array.from({ length: 100 }, () =>
    submitUsage(client, { ...event, eventId: "evt-many", runId: "many" }),
  );
  const ids = new Set((await Promise.all(all)).map(({ id }) => id));
  expect(ids.size).toBe(1);
  expect(await listUsage(client, { runId: "many" }).all()).toHaveLength(1);
});

test("listUsage pages newest first and filters", async () => {
  const { client } = platform;
  for (const n of [1, 2, 3, 4, 5]) {
    await submitUsage(client, { ...event, runId: "paged", occurredAt: `2026-03-0${n}T00:00:00Z` });
  }
  const days = (await listUsage(client, { runId: "paged", limit: 2 }).all()).map(
    ({ occurredAt }) => occurredAt[9],
  );
  expect(days.join("")).toBe("54321");
  const window = { runId: "paged", from: "2026-03-02T00:00:00Z", to: "2026-03-04T00:00:00Z" };
  expect(await listUsage(client, window).all()).toHaveLength(2);
});

test("getCosts: the groups add up to the total, by several dimensions and in a time zone", async () => {
  const { client } = platform;
  const runId = "grouped";
  await createPrice(client, {
    provider: "acme",
    model: "g",
    unit: "x",
    amount: "0.1",
    effectiveFrom: "2026-01-01T00:00:00Z",
  });
  const times = ["2026-04-01T21:30:00Z", "2026-04-01T22:30:00Z", "2026-04-02T10:00:00Z"];
  for (const occurredAt of times) {
    await submitUsage(client, { provider: "acme", model: "g", units: { x: 1 }, runId, occurredAt });
  }
  const { totals } = await getCosts(client, { runId });
  expect(totals).toEqual([
    {
      ...{ currency: "USD", cost: "0.3", count: 3, unpriced: 0, durationMs: 0 },
      ...{ units: { x: "3" }, tokens: "0" },
    },
  ]);
  const utc = await getCosts(client, { runId, groupBy: ["day", "model"] });
  expect(utc.groups.map(({ key, cost }) => [key["day"], key["model"], cost])).toEqual([
    ["2026-04-01", "g", "0.2"],
    ["2026-04-02", "g", "0.1"],
  ]);
  const berlin = await getCosts(client, { runId, groupBy: ["day"], timeZone: "Europe/Berlin" });
  expect(berlin.groups.map(({ key, cost }) => [key["day"], cost])).toEqual([
    ["2026-04-02", "0.2"],
    ["2026-04-01", "0.1"],
  ]);
});

test("listPrices gives the project's own and the shipped ones", async () => {
  const mine = await createPrice(platform.client, {
    provider: "acme",
    model: "listed",
    unit: "x",
    amount: "1",
  });
  const all = await listPrices(platform.client, { limit: 1 }).all();
  expect(all).toContainEqual(mine);
  expect(all.find(({ id }) => id === "prc_default_request")).toMatchObject({
    source: "default",
    provider: "platform",
  });
  expect(await listPrices(platform.client, { model: "listed" }).all()).toEqual([mine]);
});

test("every operation but submitUsage, whose event is its row, leaves one priced row of the run", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "metered" });
  await listUsage(client).first();
  await listPrices(client).first();
  await getCosts(client);
  await createPrice(client, { provider: "acme", model: "metered", unit: "x", amount: "1" });
  await submitUsage(client, { provider: "acme", model: "metered", units: { x: 2 } });
  const rows = await listUsage(platform.client, { runId: "metered" }).all();
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(
    ["createPrice", "getCosts", "listPrices", "listUsage", "usage"].toSorted(),
  );
  expect(rows.every(({ cost }) => cost !== null)).toBe(true);
});

test("one project sees nothing of another", async () => {
  const stranger = await platform.stranger();
  await submitUsage(platform.client, { ...event, runId: "private" });
  expect(await listUsage(stranger, { runId: "private" }).all()).toEqual([]);
  expect((await getCosts(stranger, { runId: "private" })).totals).toEqual([]);
  expect(await listPrices(stranger, { provider: "acme" }).all()).toEqual([]);
  const elsewhere = submitUsage(stranger, { ...event, organizationId: platform.project.organizationId });
  await expect(elsewhere).rejects.toBeInstanceOf(NotFoundError);
  await expect(elsewhere).rejects.toMatchObject({ code: "organization_not_found", param: "organizationId" });
});

test("a wrong key and a missing scope are refused", async () => {
  await expect(listUsage(platform.clientWith("plat_wrong")).first()).rejects.toBeInstanceOf(
    AuthenticationError,
  );
  const reader = await platform.stranger(["costops:read"]);
  await expect(submitUsage(reader, event)).rejects.toBeInstanceOf(PermissionError);
  await expect(
    createPrice(reader, { provider: "a", model: "b", unit: "c", amount: "1" }),
  ).rejects.toMatchObject({
    status: 403,
  });
  await expect(listUsage(await platform.stranger(["vectors:*"])).first()).rejects.toBeInstanceOf(
    PermissionError,
  );
});

test.each([
  ["units", { ...event, units: {} }],
  ["units.INPUT", { ...event, units: { INPUT: 1 } }],
  ["units.input_token", { ...event, units: { input_token: -1 } }],
  ["provider", { ...event, provider: "" }],
  ["occurredAt", { ...event, occurredAt: "yesterday" }],
  ["surprise", { ...event, surprise: 1 }],
])("the server itself refuses a bad %s", async (param, json) => {
  const response = await platform.call("/v1/usage", { json });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: object }).error).toMatchObject({
    param,
    code: "invalid_params",
  });
});

test("the client refuses the same before anything is sent", async () => {
  const unreachable = createClient({ apiKey: "x", baseUrl: "http://127.0.0.1:1" });
  const refused = submitUsage(unreachable, { ...event, units: { input_token: -1 } });
  await expect(refused).rejects.toBeInstanceOf(ValidationError);
  await expect(refused).rejects.toMatchObject({ param: "units.input_token" });
});

test.each(["Mars/Base", "+02:00", "Europe/Berlin'"])("the time zone %s is refused", async (timeZone) => {
  await expect(getCosts(platform.client, { timeZone })).rejects.toMatchObject({ param: "timeZone" });
});

test.each(["Asia/Kolkata", "Asia/Calcutta", "US/Eastern", "Etc/GMT+5", "utc"])(
  "the time zone %s is known",
  async (timeZone) => {
    expect(await getCosts(platform.client, { timeZone, groupBy: ["day"] })).toHaveProperty("totals");
  },
);

test("a cost that no ledger has a place for is refused by name, and nothing is written", async () => {
  const { client } = platform;
  const price = { provider: "acme", model: "dear", unit: "x", amount: "999999999999" };
  await createPrice(client, { ...price, effectiveFrom: "2026-01-01T00:00:00Z" });
  const used = { provider: "acme", model: "dear", units: { x: "99999999999999999999" }, runId: "dear" };
  const made = submitUsage(client, used);
  await expect(made).rejects.toMatchObject({ status: 400, code: "cost_too_large", param: "units" });
  expect(await listUsage(client, { runId: "dear" }).all()).toEqual([]);
});
