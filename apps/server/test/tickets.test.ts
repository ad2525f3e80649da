import { createApiKey, createTicket, deleteApiKey } from "@platform/account";
import { createClient, type GetTicket } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { removeOutlived } from "../src/store/sweep.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, serveChat]);
});
afterAll(() => platform.stop());

const scopes = ["sandbox:write"];
/** Opens a chat with this ticket and nothing else; gives its first message. */
async function enter(ticket: string | GetTicket): Promise<string> {
  const nameless = createClient({ apiKey: () => "", baseUrl: platform.url });
  const given = typeof ticket === "string" ? () => ticket : ticket;
  for await (const { text } of await chat(nameless, { room: "a" }, { ticket: given })) return text;
  return "nothing";
}

test("a ticket opens one socket, and the next one needs another", async () => {
  const before = Date.now();
  const { ticket, expiresAt } = await createTicket(platform.client, { scopes });
  expect(ticket).toMatch(/^tkt_/);
  expect(Date.parse(expiresAt) - before).toBeGreaterThanOrEqual(30_000);
  expect(await enter(ticket)).toBe("a 0");
  await expect(enter(ticket)).rejects.toMatchObject({ name: "ConnectionError" });
  const fresh: GetTicket = async ({ scope }) =>
    (await createTicket(platform.client, { scopes: scope ? [scope] : [] })).ticket;
  expect(await enter(fresh)).toBe("a 0");
});

test("of twenty that use one ticket at once, one gets in", async () => {
  const { ticket } = await createTicket(platform.client, { scopes });
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => enter(ticket)));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("it is no key", async () => {
  const { ticket } = await createTicket(platform.client, { scopes: ["*"] });
  await expect(createTicket(platform.clientWith(ticket), { scopes })).rejects.toMatchObject({ status: 401 });
});

test("one that is too old does not work, and is removed", async () => {
  const { ticket } = await createTicket(platform.client, { scopes });
  const { pool, db } = platform.database;
  await pool.query("update tickets set expires_at = now()");
  await expect(enter(ticket)).rejects.toMatchObject({ name: "ConnectionError" });
  const kept = await createTicket(platform.client, { scopes });
  await removeOutlived(db);
  const { rows } = await pool.query("select 1 from tickets");
  expect(rows).toHaveLength(1);
  expect(await enter(kept.ticket)).toBe("a 0");
});

test("it may do no more than it was made for, nor than its maker, and ends with that", async () => {
  const { ticket: other } = await createTicket(platform.client, { scopes: ["vectors:read"] });
  await expect(enter(other)).rejects.toMatchObject({ name: "ConnectionError" });
  const { id, key } = await createApiKey(platform.client, {
    name: "maker",
    scopes: ["account:write", ...scopes],
  });
  const maker = platform.clientWith(key);
  const beyond = createTicket(maker, { scopes: [...scopes, "vectors:read"] });
  await expect(beyond).rejects.toMatchObject({ status: 403, code: "scope_not_held", param: "scopes.1" });
  const { ticket } = await createTicket(maker, { scopes });
  await deleteApiKey(platform.client, { keyId: id });
  await expect(enter(ticket)).rejects.toMatchObject({ name: "ConnectionError" });
});

test("it is kept nowhere, and a repeated request does not show it again", async () => {
  const { ticket } = await createTicket(platform.client, { scopes }, { idempotencyKey: "once" });
  const again = createTicket(platform.client, { scopes }, { idempotencyKey: "once" });
  await expect(again).rejects.toMatchObject({ status: 409, code: "shown_once" });
  const { rows } = await platform.database.pool.query<{ all: string }>(
    "select (select string_agg(t::text, ' ') from tickets t) || (select string_agg(i::text, ' ') from idempotency_keys i) as all",
  );
  expect(rows[0]?.all).toContain("once");
  expect(rows[0]?.all).not.toContain(ticket);
  await enter(ticket);
  expect(platform.logs.join("")).not.toContain(ticket);
});
