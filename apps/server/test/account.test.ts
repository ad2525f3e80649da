import { createApiKey, createToken, deleteApiKey, getHealth, listApiKeys } from "@platform/account";
import {
  AuthenticationError,
  type Client,
  createClient,
  NotFoundError,
  PermissionError,
} from "@platform/core";
import { listUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { removeOutlived } from "../src/store/sweep.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
});
afterAll(() => platform.stop());

const readUsage = { name: "reader", scopes: ["costops:read"] };

test("a key works for its scopes, is listed without itself, and stops within a second of its end", async () => {
  const { client } = platform;
  const { key, ...listed } = await createApiKey(client, readUsage);
  const reader = platform.clientWith(key);
  await expect(listUsage(reader).first()).resolves.toBeDefined();
  await expect(createApiKey(reader, readUsage)).rejects.toBeInstanceOf(PermissionError);
  const found = (await listApiKeys(client).all()).find(({ id }) => id === listed.id);
  expect(found).toMatchObject({ ...listed, lastUsedAt: expect.any(String) });
  expect(JSON.stringify(found)).not.toContain(key);

  await deleteApiKey(client, { keyId: listed.id });
  await expect
    .poll(
      () =>
        listUsage(reader)
          .first()
          .then(
            () => "works",
            (error: unknown) => error,
          ),
      { timeout: 2_000 },
    )
    .toBeInstanceOf(AuthenticationError);
  expect((await listApiKeys(client).all()).map(({ id }) => id)).not.toContain(listed.id);
  await expect(deleteApiKey(client, { keyId: listed.id })).rejects.toMatchObject({ code: "key_not_found" });
});

test("an expired key does not work", async () => {
  const expiresAt = new Date(Date.now() - 1_000).toISOString();
  const { key } = await createApiKey(platform.client, { ...readUsage, expiresAt });
  await expect(listUsage(platform.clientWith(key)).first()).rejects.toBeInstanceOf(AuthenticationError);
});

test("a scope of no domain is refused, by name", async () => {
  const made = createApiKey(platform.client, { name: "x", scopes: ["costops:read", "vector:read"] });
  await expect(made).rejects.toMatchObject({ code: "invalid_params", param: "scopes.1" });
});

test("a key cannot grant what it does not have", async () => {
  const limited = await platform.stranger(["account:*", "costops:read"]);
  await expect(createApiKey(limited, readUsage)).resolves.toMatchObject({ scopes: ["costops:read"] });
  const beyond = createApiKey(limited, { name: "x", scopes: ["costops:read", "costops:*"] });
  await expect(beyond).rejects.toMatchObject({ code: "scope_not_held", param: "scopes.1", status: 403 });
});

test("the key is kept nowhere in the database, and a repeated request does not show it again", async () => {
  const { client } = platform;
  const { key } = await createApiKey(client, readUsage, { idempotencyKey: "once" });
  const again = createApiKey(client, readUsage, { idempotencyKey: "once" });
  await expect(again).rejects.toMatchObject({ status: 409, code: "shown_once", retryable: false });
  const { rows } = await platform.database.pool.query<{ all: string }>(
    "select coalesce(string_agg(response_body, ' '), '') as all from idempotency_keys",
  );
  expect(rows[0]?.all).not.toContain(key);
  expect(platform.logs.join("")).not.toContain(key);
});

test("another organization's key is not found", async () => {
  const { id } = await createApiKey(platform.client, readUsage);
  await expect(deleteApiKey(await platform.stranger(), { keyId: id })).rejects.toBeInstanceOf(NotFoundError);
});

test("health needs no key and names what is missing", async () => {
  const health = await getHealth(createClient({ baseUrl: platform.url, apiKey: "" }));
  expect(health.status).toBe("degraded");
  expect(health.engines.find(({ name }) => name === "sandbox")).toEqual({
    name: "sandbox",
    ok: false,
    reason: "The test has no such engine. Give the test one.",
  });
});

/** Servers ask for a key again within a second. */
const expectEnded = (page: Client) =>
  expect
    .poll(
      () =>
        listUsage(page)
          .first()
          .catch(({ status }) => status as number),
      { timeout: 2_000 },
    )
    .toBe(401);

test("a token works for its scopes and its time, is not listed, and cannot make more of itself", async () => {
  const { client } = platform;
  const before = Date.now();
  const made = await createToken(client, { scopes: ["costops:read"], ttlSeconds: 60 });
  expect(made.token).toMatch(/^tok_/);
  expect(Date.parse(made.expiresAt) - before).toBeGreaterThanOrEqual(59_000);
  expect(Date.parse(made.expiresAt) - before).toBeLessThan(120_000);
  const page = platform.clientWith(made.token);
  await expect(listUsage(page).first()).resolves.toBeDefined();
  await expect(createToken(page, { scopes: ["costops:read"] })).rejects.toBeInstanceOf(PermissionError);
  expect((await listApiKeys(client).all()).map(({ name }) => name)).not.toContain("token");
  await platform.database.pool.query("update api_keys set expires_at = now() where parent_id is not null");
  await expectEnded(page);
});

test.each(["*", "account:read", "account:*"])("a token may not hold %s", async (scope) => {
  const refused = createToken(platform.client, { scopes: ["costops:read", scope] });
  await expect(refused).rejects.toMatchObject({
    status: 400,
    code: "scope_not_for_tokens",
    param: "scopes.1",
  });
});

test("a token holds no more than the key that made it, lives no longer, and ends with it", async () => {
  const soon = new Date(Date.now() + 30_000).toISOString();
  const { id, key } = await createApiKey(platform.client, {
    name: "maker",
    scopes: ["account:write", "costops:read"],
    expiresAt: soon,
  });
  const maker = platform.clientWith(key);
  await expect(createToken(maker, { scopes: ["costops:write"] })).rejects.toMatchObject({
    code: "scope_not_held",
  });
  const { token, expiresAt } = await createToken(maker, { scopes: ["costops:read"], ttlSeconds: 3_600 });
  expect(expiresAt).toBe(soon);
  const page = platform.clientWith(token);
  await expect(listUsage(page).first()).resolves.toBeDefined();
  await deleteApiKey(platform.client, { keyId: id });
  await expectEnded(page);
});

test("tokens that ended long ago are removed, keys are not", async () => {
  const { pool } = platform.database;
  await createToken(platform.client, { scopes: ["costops:read"] });
  const kept = await createApiKey(platform.client, readUsage);
  await pool.query(
    "update api_keys set expires_at = now() - interval '2 days' where parent_id is not null or id = $1",
    [kept.id],
  );
  await removeOutlived(platform.database.db);
  const { rows } = await pool.query<{ id: string; parent_id: string | null }>(
    "select id, parent_id from api_keys",
  );
  expect(rows.filter(({ parent_id }) => parent_id !== null)).toEqual([]);
  expect(rows.map(({ id }) => id)).toContain(kept.id);
});
