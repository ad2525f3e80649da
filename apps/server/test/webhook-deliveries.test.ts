import {
  createApiKey,
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  redeliver,
  sendTestEvent,
  updateWebhook,
} from "@platform/account";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { sweepEvents } from "../src/account/webhooks/sending/sweep-events.ts";
import { createLog } from "../src/log/create-log.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let stops: (() => Promise<void>)[];
let receiver: Receiver;
beforeAll(async () => {
  platform = await startTestPlatform(accountOperations);
});
afterAll(() => platform.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  stops = [];
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await receiver[Symbol.asyncDispose]();
});

function send(options: { allowPrivate?: boolean } = {}): void {
  const log = createLog("silent");
  stops.push(startSending({ db: platform.database.db, log, allowPrivate: true, ...options }));
}
const hook = async (path = "/") =>
  (await createWebhook(platform.client, { url: receiver.url + path, eventTypes: ["*"] })).id;
const tried = (webhookId: string) => sendTestEvent(platform.client, { webhookId });
const read = (deliveryId: string) => getDelivery(platform.client, { deliveryId });
const until = (deliveryId: string, fits: object) =>
  expect.poll(() => read(deliveryId), { timeout: 20_000 }).toMatchObject(fits);
const run = (text: string, values: unknown[] = []) => platform.database.pool.query(text, values);
/** The clock set forward for one delivery. */
const makeDue = (id: string) =>
  run("update webhook_deliveries set next_attempt_at = now() where id = $1", [id]);

test("a failure is tried again with the same id, and every try is kept with the answer's beginning", async () => {
  send();
  const webhookId = await hook();
  receiver.answer = (_, response) => void response.writeHead(500).end("x\0".repeat(2_000));
  const { id } = await tried(webhookId);
  await until(id, { status: "pending", attemptCount: 1 });
  const { nextAttemptAt, createdAt, attempts } = await read(id);
  expect(Date.parse(nextAttemptAt ?? "") - Date.parse(createdAt)).toBeGreaterThanOrEqual(5_000);
  expect(attempts[0]?.answer).toBe("x\ufffd".repeat(512));
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject({
    failingSince: expect.any(String),
  });

  receiver.answer = (_, response) => void response.writeHead(200).end("thanks");
  await makeDue(id);
  await until(id, { status: "succeeded", attemptCount: 2, nextAttemptAt: null, endedAt: expect.any(String) });
  expect((await read(id)).attempts.map(({ status, answer }) => [status, answer?.slice(0, 6)])).toEqual([
    [500, "x\ufffdx\ufffdx\ufffd"],
    [200, "thanks"],
  ]);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject({ failingSince: null });
});

test("after the tenth try it has failed, and can be sent again under the same id", async () => {
  send();
  const webhookId = await hook();
  receiver.answer = (_, response) => void response.writeHead(503).end();
  const { id, eventId } = await tried(webhookId);
  await until(id, { attemptCount: 1 });
  await run("update webhook_deliveries set attempt_count = 9 where id = $1", [id]);
  await makeDue(id);
  await until(id, { status: "failed", attemptCount: 10, nextAttemptAt: null });

  receiver.answer = (_, response) => void response.writeHead(204).end();
  const again = await redeliver(platform.client, { deliveryId: id });
  expect(again).toMatchObject({ eventId, status: "pending", attemptCount: 0 });
  await until(again.id, { status: "succeeded" });
  expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(eventId);
});

test("Retry-After is waited for", async () => {
  send();
  receiver.answer = (_, response) => void response.writeHead(429, { "retry-after": "3600" }).end();
  const { id } = await tried(await hook());
  await until(id, { attemptCount: 1 });
  const { nextAttemptAt, createdAt } = await read(id);
  expect(Date.parse(nextAttemptAt ?? "") - Date.parse(createdAt)).toBeGreaterThanOrEqual(3_600_000);
});

test("410 disables the webhook; what was due fails unsent; enabled it begins anew", async () => {
  const webhookId = await hook();
  const [first, second] = [await tried(webhookId), await tried(webhookId)];
  await run("update webhook_deliveries set next_attempt_at = now() + interval '1 hour' where id = $1", [
    second.id,
  ]);
  receiver.answer = (_, response) => void response.writeHead(410).end();
  send();
  await until(first.id, { status: "failed", attemptCount: 1 });
  const gone = { enabled: false, disabledReason: "gone" };
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject(gone);
  await makeDue(second.id);
  await until(second.id, { status: "failed", attemptCount: 0, attempts: [{ error: "webhook_disabled" }] });
  expect(receiver.received).toHaveLength(1);
  const enabled = await updateWebhook(platform.client, { webhookId, enabled: true });
  expect(enabled).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
});

test("five days of failures disable it, four do not", async () => {
  send();
  const webhookId = await hook();
  receiver.answer = (_, response) => void response.writeHead(500).end();
  const since = (days: number) =>
    run("update webhooks set failing_since = now() - make_interval(days => $2) where id = $1", [
      webhookId,
      days,
    ]);
  await since(4);
  await until((await tried(webhookId)).id, { attemptCount: 1 });
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject({ enabled: true });
  await since(6);
  const { id } = await tried(webhookId);
  await until(id, { attemptCount: 1 });
  const failing = { enabled: false, disabledReason: "failing" };
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject(failing);
});

test("a redirect is an answer and is not followed", async () => {
  send();
  await using secret = await startReceiver();
  receiver.answer = (_, response) =>
    void response.writeHead(307, { location: `${secret.url}/meta-data` }).end();
  const { id } = await tried(await hook());
  await until(id, { status: "pending", attempts: [{ status: 307 }] });
  expect(secret.received).toEqual([]);
});

test("a server that does not allow private addresses sends nothing to one that was stored before", async () => {
  const { id } = await tried(await hook());
  send({ allowPrivate: false });
  await until(id, { status: "pending", attempts: [{ error: "address_refused", status: null }] });
  expect(receiver.received).toEqual([]);
});

test("no server there, and one that never ends its answer, are told apart", async () => {
  send();
  const endless = await hook();
  receiver.answer = (_, response) => {
    const more = setInterval(() => response.write("a".repeat(16_384)), 1);
    response.on("close", () => clearInterval(more));
  };
  await until((await tried(endless)).id, { status: "succeeded", attempts: [{ answer: "a".repeat(1_024) }] });
  const closed = await startReceiver();
  await closed[Symbol.asyncDispose]();
  const there = { url: closed.url, eventTypes: ["*"] };
  const { id: nobody } = await createWebhook(platform.client, there);
  await until((await tried(nobody)).id, {
    attempts: [{ error: "connection_failed", status: null, answer: null }],
  });
});

test("what takes longer than ten seconds is given up", async () => {
  send();
  receiver.answer = () => {};
  await until((await tried(await hook())).id, { attempts: [{ error: "timeout", status: null }] });
}, 30_000);

test("a webhook that hangs does not hold up another", async () => {
  await using slow = await startReceiver();
  slow.answer = () => {};
  const { id: hanging } = await createWebhook(platform.client, {
    url: slow.url,
    eventTypes: ["api_key.created"],
  });
  const quick = await hook();
  for (let at = 0; at < 60; at++) await tried(hanging);
  const { id } = await tried(quick);
  send();
  await until(id, { status: "succeeded" });
  expect(slow.received.length).toBeLessThan(10);
  await deleteWebhook(platform.client, { webhookId: hanging });
}, 30_000);

test("two senders on one database send each delivery once", async () => {
  const webhookId = await hook("/once");
  for (let at = 0; at < 100; at++) await tried(webhookId);
  send();
  send();
  const open = async () =>
    (await listDeliveries(platform.client, { webhookId, status: "pending" }).all()).length;
  await expect.poll(open, { timeout: 30_000 }).toBe(0);
  const ids = receiver.received
    .filter(({ path }) => path === "/once")
    .map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(100);
  expect(new Set(ids).size).toBe(100);
}, 60_000);

test("a deleted webhook's deliveries go with it, and old events are swept away", async () => {
  const webhookId = await hook();
  const { id } = await tried(webhookId);
  const kept = await tried(await hook());
  await deleteWebhook(platform.client, { webhookId });
  await expect(read(id)).rejects.toMatchObject({ code: "delivery_not_found" });
  await run("update webhook_events set created_at = now() - interval '31 days' where id = $1", [
    kept.eventId,
  ]);
  await sweepEvents(platform.database.db);
  await expect(read(kept.id)).rejects.toMatchObject({ code: "delivery_not_found" });
});

test("an act that is undone tells nobody", async () => {
  await hook();
  await run("create function no() returns trigger language plpgsql as $$ begin raise 'no'; end $$");
  await run("create trigger no before insert on webhook_deliveries for each row execute function no()");
  await expect(
    createApiKey(platform.client, { name: "undone", scopes: ["costops:read"] }),
  ).rejects.toBeDefined();
  await run("drop trigger no on webhook_deliveries");
  const { rows } = await run("select 1 from api_keys where name = 'undone'");
  expect(rows).toEqual([]);
  const events = await run("select 1 from webhook_events where type = 'api_key.created'");
  expect(events.rows).toEqual([]);
});
