import {
  type ApiKey,
  createApiKey,
  createTicket,
  createToken,
  createWebhook,
  deleteApiKey,
  getApiKey,
  listApiKeys,
  listAuditEvents,
  rotateApiKey,
  updateApiKey,
} from "@platform/account";
import { type Client, NotFoundError } from "@platform/core";
import { listUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { redeemTicket } from "../src/keys/redeem-ticket.ts";
import { createLog } from "../src/log/create-log.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  client = platform.client;
});
afterAll(() => platform.stop());

const reader = { name: "reader", scopes: ["costops:read"] };
const maker = { name: "maker", scopes: ["account:write", "costops:*"] };
const day = 86_400_000;
const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
const lifeOf = ({ createdAt, expiresAt }: ApiKey) => Date.parse(expiresAt ?? "") - Date.parse(createdAt);
const answerTo = (text: string) =>
  listUsage(platform.clientWith(text))
    .first()
    .then(
      () => 200,
      ({ status }) => status as number,
    );
/** Servers ask for a key again within a second. */
const expectEnded = (text: string) => expect.poll(() => answerTo(text), { timeout: 2_000 }).toBe(401);

test("a key is read without itself; what is in force no more, or is a token, is not found", async () => {
  const { key, ...made } = await createApiKey(client, reader);
  expect(made.replacedBy).toBeNull();
  expect(await getApiKey(client, { keyId: made.id })).toEqual(made);
  await answerTo(key);
  expect(await getApiKey(client, { keyId: made.id })).toMatchObject({ lastUsedAt: expect.any(String) });
  await deleteApiKey(client, { keyId: made.id });
  const late = await createApiKey(client, { ...reader, expiresAt: fromNow(-1_000) });
  await createToken(client, { scopes: ["costops:read"] });
  const { rows } = await platform.database.pool.query<{ id: string }>(
    "select id from api_keys where parent_id is not null limit 1",
  );
  for (const keyId of [made.id, late.id, rows[0]?.id ?? "", "key_none"]) {
    for (const act of [getApiKey, updateApiKey, rotateApiKey]) {
      const found = act(client, { keyId });
      await expect(found).rejects.toMatchObject({ status: 404, code: "key_not_found", param: "keyId" });
    }
  }
});

test("a rotated key has a successor of its kind, and both work until the overlap is over", async () => {
  const old = await createApiKey(client, { ...reader, expiresAt: fromNow(90 * day) });
  const { key, ...made } = await rotateApiKey(client, { keyId: old.id });
  expect(made).toMatchObject({ ...reader, replacedBy: null, lastUsedAt: null });
  expect(Math.abs(lifeOf(made) - lifeOf(old))).toBeLessThan(60_000);
  expect([key === old.key, await answerTo(key), await answerTo(old.key)]).toEqual([false, 200, 200]);

  const replaced = await getApiKey(client, { keyId: old.id });
  expect(replaced).toMatchObject({ replacedBy: made.id, name: old.name });
  expect(Math.abs(Date.parse(replaced.expiresAt ?? "") - Date.now() - day)).toBeLessThan(60_000);
  const again = rotateApiKey(client, { keyId: old.id });
  await expect(again).rejects.toMatchObject({ status: 409, code: "key_replaced", param: "keyId" });
  await deleteApiKey(client, { keyId: old.id });
  await expectEnded(old.key);
});

test("an overlap does not lengthen the life of a key that ends before; one that never ends has such a successor", async () => {
  const soon = fromNow(3_600_000);
  const { id: keyId } = await createApiKey(client, { ...reader, expiresAt: soon });
  await rotateApiKey(client, { keyId, overlapSeconds: 2_592_000 });
  expect((await getApiKey(client, { keyId })).expiresAt).toBe(soon);
  const endless = await createApiKey(client, reader);
  expect((await rotateApiKey(client, { keyId: endless.id })).expiresAt).toBeNull();
});

test("tokens end with the overlap of their key, and at once without one", async () => {
  const old = await createApiKey(client, maker);
  const asMaker = platform.clientWith(old.key);
  const wanted = { scopes: ["costops:read"], ttlSeconds: 3_600 };
  const { token } = await createToken(asMaker, wanted);
  const { token: other } = await createToken(asMaker, wanted);
  await rotateApiKey(client, { keyId: old.id, overlapSeconds: 1 });
  for (const text of [token, other, old.key]) await expectEnded(text);

  const second = await createApiKey(client, maker);
  const { token: page } = await createToken(platform.clientWith(second.key), wanted);
  expect([await answerTo(page), await answerTo(second.key)]).toEqual([200, 200]);
  const { key } = await rotateApiKey(client, { keyId: second.id, overlapSeconds: 0 });
  for (const text of [page, second.key]) await expectEnded(text);
  expect(await answerTo(key)).toBe(200);
  expect((await listApiKeys(client).all()).map(({ id }) => id)).not.toContain(second.id);
});

test("of rotations at once one makes a successor", async () => {
  const { pool } = platform.database;
  const { id: keyId } = await createApiKey(client, reader);
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("select id from api_keys where id = $1 for update", [keyId]);
  const asked = Promise.allSettled([1, 2, 3].map(() => rotateApiKey(client, { keyId, overlapSeconds: 60 })));
  const waiting = async () => {
    // Not by the holder: within a transaction the view stays as it was first read.
    const { rows } = await pool.query(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length;
  };
  // All three have come as far as they can before the first of them goes on.
  await expect.poll(waiting, { timeout: 8_000 }).toBe(3);
  await holder.query("commit");
  holder.release();
  const done = await asked;
  const made = done.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []));
  expect(made).toHaveLength(1);
  for (const one of done) {
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "key_replaced" });
  }
  expect((await getApiKey(client, { keyId })).replacedBy).toBe(made[0]);
});

test("a key made by rotation is shown once, and kept nowhere", async () => {
  const { id: keyId } = await createApiKey(client, reader);
  const { key } = await rotateApiKey(client, { keyId }, { idempotencyKey: "rotate-once" });
  const again = rotateApiKey(client, { keyId }, { idempotencyKey: "rotate-once" });
  await expect(again).rejects.toMatchObject({ status: 409, code: "shown_once" });
  const { rows } = await platform.database.pool.query<{ all: string }>(
    "select coalesce(string_agg(response_body, ' '), '') as all from idempotency_keys",
  );
  expect(rows[0]?.all).not.toContain(key);
  expect(platform.logs.join("")).not.toContain(key);
});

test("a key cannot come by more than it has: neither by rotation nor by a change", async () => {
  const { key } = await createApiKey(client, { name: "keeper", scopes: ["account:*"] });
  const keeper = platform.clientWith(key);
  const { id: keyId } = await createApiKey(client, { ...reader, expiresAt: fromNow(day) });
  const refused = { status: 403, code: "scope_not_held" };
  await expect(rotateApiKey(keeper, { keyId })).rejects.toMatchObject({ ...refused, param: "keyId" });
  for (const expiresAt of [null, fromNow(2 * day)]) {
    const longer = updateApiKey(keeper, { keyId, expiresAt });
    await expect(longer).rejects.toMatchObject({ ...refused, param: "expiresAt" });
  }
  const shorter = fromNow(day / 2);
  expect(await updateApiKey(keeper, { keyId, expiresAt: shorter })).toMatchObject({ expiresAt: shorter });
});

test("a key gets another name, another end and fewer scopes, never more", async () => {
  const { id: keyId, key } = await createApiKey(client, maker);
  const expiresAt = fromNow(day);
  expect(await updateApiKey(client, { keyId, name: "ci", expiresAt })).toMatchObject({
    ...{ name: "ci", expiresAt, scopes: maker.scopes },
  });
  expect(await updateApiKey(client, { keyId, expiresAt: null })).toMatchObject({
    name: "ci",
    expiresAt: null,
  });
  const narrow = ["account:write", "costops:write"];
  expect(await updateApiKey(client, { keyId, scopes: narrow })).toMatchObject({ scopes: narrow });
  await expect.poll(() => answerTo(key), { timeout: 2_000 }).toBe(403);
  for (const scopes of [
    ["account:write", "costops:*"],
    ["account:write", "*"],
    ["costops:write", "costops:read"],
  ]) {
    const wider = updateApiKey(client, { keyId, scopes });
    await expect(wider).rejects.toMatchObject({ status: 403, code: "scope_not_narrower", param: "scopes.1" });
  }
  expect(await getApiKey(client, { keyId })).toMatchObject({ scopes: narrow });
  await updateApiKey(client, { keyId, expiresAt: fromNow(-1_000) });
  await expectEnded(key);
});

test("what a key no longer has, its tokens and tickets lose too; an earlier end is theirs as well", async () => {
  const { id: keyId, key } = await createApiKey(client, {
    ...maker,
    scopes: [...maker.scopes, "tasks:read"],
  });
  const asMaker = platform.clientWith(key);
  const { token: kept } = await createToken(asMaker, { scopes: ["costops:read"] });
  const { token: lost } = await createToken(asMaker, { scopes: ["costops:read", "tasks:read"] });
  const { ticket } = await createTicket(asMaker, { scopes: ["costops:read", "tasks:read"] });
  await updateApiKey(client, { keyId, scopes: maker.scopes });
  await expectEnded(lost);
  expect(await answerTo(kept)).toBe(200);
  expect((await redeemTicket(platform.database.db, ticket))?.key.scopes).toEqual(["costops:read"]);
  // At once, though the server may remember the key as it was.
  const { id: narrowed, key: text } = await createApiKey(client, maker);
  const remembered = platform.clientWith(text);
  await createToken(remembered, { scopes: ["costops:read"] });
  await updateApiKey(client, { keyId: narrowed, scopes: ["account:write"] });
  const beyond = createToken(remembered, { scopes: ["costops:read"] });
  await expect(beyond).rejects.toMatchObject({ code: "scope_not_held" });

  await updateApiKey(client, { keyId, expiresAt: fromNow(1_000) });
  await expectEnded(kept);
});

test("no token outlives its key, however close its making and the key's end are", async () => {
  const { pool } = platform.database;
  const ends = [
    (keyId: string) => deleteApiKey(client, { keyId }),
    (keyId: string) => rotateApiKey(client, { keyId, overlapSeconds: 0 }),
  ];
  for (const end of ends) {
    for (let round = 0; round < 5; round++) {
      const { id, key } = await createApiKey(client, maker);
      const asMaker = platform.clientWith(key);
      const make = () => createToken(asMaker, { scopes: ["costops:read"] }).catch(({ status }) => status);
      await make();
      const made = [make(), make(), make()];
      await Promise.all([end(id), ...made, make(), make()]);
      expect(await make()).toBe(401);
      const { rows } = await pool.query(
        "select id from api_keys where parent_id = $1 and revoked_at is null",
        [id],
      );
      expect(rows).toEqual([]);
    }
  }
});

test("another project's key is not found", async () => {
  const { id: keyId } = await createApiKey(client, reader);
  const stranger = await platform.stranger();
  for (const act of [getApiKey, updateApiKey, rotateApiKey]) {
    await expect(act(stranger, { keyId })).rejects.toBeInstanceOf(NotFoundError);
  }
  expect(await getApiKey(client, { keyId })).toMatchObject({ replacedBy: null, expiresAt: null });
});

test("a rotation is told to webhooks and noted, without the key's text", async () => {
  await using receiver = await startReceiver();
  const stop = startSending({ db: platform.database.db, log: createLog("silent"), allowPrivate: true });
  await createWebhook(client, { url: receiver.url, eventTypes: ["api_key.rotated"] });
  const { id: keyId } = await createApiKey(client, reader);
  const { key, id } = await rotateApiKey(client, { keyId, overlapSeconds: 60 });
  await expect.poll(() => receiver.received.length, { timeout: 8_000 }).toBe(1);
  const { payload } = receiver.received[0]!;
  const { type, data } = JSON.parse(payload) as { type: string; data: ApiKey };
  expect(type).toBe("api_key.rotated");
  expect(data).toEqual(await getApiKey(client, { keyId }));
  expect(data.replacedBy).toBe(id);
  expect(payload).not.toContain(key);
  const noted = await listAuditEvents(client, { operation: "rotateApiKey", targetId: keyId }).all();
  expect(noted).toMatchObject([{ outcome: "done", changes: { overlapSeconds: 60 } }]);
  expect(JSON.stringify(noted)).not.toContain(key);
  await stop();
});
