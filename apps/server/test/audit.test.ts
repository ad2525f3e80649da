import {
  createApiKey,
  createWebhook,
  deleteApiKey,
  listApiKeys,
  listAuditEvents,
  rotateWebhookSecret,
} from "@platform/account";
import { createPrice, submitUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { parts } from "../src/parts.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
});
afterAll(() => platform.stop());

const spare = { name: "spare", scopes: ["costops:read"] };
const run = (text: string) => platform.database.pool.query(text);

test("who did what to which is noted, with what was asked for", async () => {
  const { client } = platform;
  const { id } = await createApiKey(client, spare);
  await deleteApiKey(client, { keyId: id });
  const [deleted, created] = await listAuditEvents(client, { targetId: id }).all();
  const who = { keyPrefix: platform.project.key.slice(0, 11), keyId: expect.stringMatching(/^key_/) };
  expect(created).toMatchObject({ ...who, operation: "createApiKey", outcome: "done", changes: spare });
  expect(deleted).toMatchObject({ ...who, operation: "deleteApiKey", code: null, changes: {} });
  expect(created?.requestId).toMatch(/^req_/);
  expect(Object.keys(created ?? {})).not.toContain("organizationId");
});

test("prices are noted, usage is not: that has a ledger of its own", async () => {
  const { client } = platform;
  const price = { provider: "acme", model: "m", unit: "x", amount: "1" };
  const { id } = await createPrice(client, price);
  await submitUsage(client, { provider: "acme", model: "m", units: { x: 1 } });
  const noted = await listAuditEvents(client, { operation: "createPrice" }).all();
  expect(noted).toMatchObject([{ targetId: id, changes: price }]);
  expect(await listAuditEvents(client, { operation: "submitUsage" }).all()).toEqual([]);
});

test("every write of the account and of prices is noted, but for usage", () => {
  const silent = parts.operations.filter(
    ({ contract: { scope, route }, audited }) =>
      !audited && !route.startsWith("GET ") && /^(account|costops):write$/.test(scope ?? ""),
  );
  expect(silent.map(({ contract }) => contract.name)).toEqual(["submitUsage", "submitUsageBatch"]);
});

test("no secret, no key and no query of an address is in it", async () => {
  const { client } = platform;
  const { key } = await createApiKey(client, spare);
  const url = "https://example.com/hooks?password=hunter2";
  const hook = await createWebhook(client, { url, eventTypes: ["*"] });
  const { secret } = await rotateWebhookSecret(client, { webhookId: hook.id });
  const { rows } = await run("select string_agg(a::text, ' ') as all from audit_events a");
  const text = String((rows as { all: string }[])[0]?.all);
  expect(text).toContain("https://example.com/hooks");
  for (const hidden of [key, hook.secret, secret, "hunter2"]) expect(text).not.toContain(hidden);
});

test("a refusal is noted with its reason and its place, and nothing else of it", async () => {
  const { id, key } = await createApiKey(platform.client, { name: "poor", scopes: ["account:write"] });
  const poor = platform.clientWith(key);
  await expect(createApiKey(poor, { name: "rich", scopes: ["*"] })).rejects.toMatchObject({ status: 403 });
  await expect(listApiKeys(poor).first()).rejects.toMatchObject({ status: 403 });
  const noted = await listAuditEvents(platform.client, { keyId: id }).all();
  expect(noted).toMatchObject([
    { operation: "listApiKeys", outcome: "refused", code: "scope_missing" },
    { operation: "createApiKey", outcome: "refused", code: "scope_not_held", changes: { name: "rich" } },
  ]);
  expect(await listAuditEvents(platform.client, { keyId: id, outcome: "done" }).all()).toEqual([]);
});

test("what is repeated under one idempotency key is noted once; what fails is not", async () => {
  const { client } = platform;
  const price = { provider: "acme", model: "twice", unit: "x", amount: "1" };
  const first = await createPrice(client, price, { idempotencyKey: "twice" });
  await createPrice(client, price, { idempotencyKey: "twice" });
  expect(await listAuditEvents(client, { targetId: first.id }).all()).toHaveLength(1);
  await expect(deleteApiKey(client, { keyId: "key_none" })).rejects.toMatchObject({ status: 404 });
  expect(await listAuditEvents(client, { targetId: "key_none" }).all()).toEqual([]);
});

test("an act that cannot be noted does not happen", async () => {
  await run("alter table audit_events add constraint no_more check (false) not valid");
  await expect(createApiKey(platform.client, { ...spare, name: "unseen" })).rejects.toMatchObject({
    status: 500,
  });
  await run("alter table audit_events drop constraint no_more");
  const names = (await listApiKeys(platform.client).all()).map(({ name }) => name);
  expect(names).not.toContain("unseen");
});

test.each(["update audit_events set operation = 'x'", "delete from audit_events", "truncate audit_events"])(
  "the database refuses: %s",
  async (statement) => {
    await expect(run(statement)).rejects.toThrow("The audit log can only be added to.");
  },
);

test("it is filtered by time, and another project's is its own", async () => {
  const { client } = platform;
  const moment = new Date(Date.now() + 60_000).toISOString();
  expect(await listAuditEvents(client, { from: moment }).all()).toEqual([]);
  expect((await listAuditEvents(client, { to: moment, limit: 2 }).all()).length).toBeGreaterThan(2);
  expect(await listAuditEvents(await platform.stranger()).all()).toEqual([]);
});
