import {
  createApiKey,
  createWebhook,
  deleteApiKey,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listEventTypes,
  listWebhooks,
  redeliver,
  rotateWebhookSecret,
  sendTestEvent,
  updateWebhook,
  verifyWebhook,
} from "@platform/account";
import { NotFoundError, ValidationError } from "@platform/core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let stopSending: () => Promise<void>;
let receiver: Receiver;
beforeAll(async () => {
  platform = await startTestPlatform(accountOperations);
  const log = { warn: () => {} } as never;
  stopSending = startSending({ db: platform.database.db, log, allowPrivate: true });
});
afterAll(async () => {
  await stopSending();
  await platform.stop();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  for await (const { id } of listWebhooks(platform.client)) {
    await deleteWebhook(platform.client, { webhookId: id });
  }
  await receiver[Symbol.asyncDispose]();
});

const spare = { name: "spare", scopes: ["costops:read"] };
const hooked = (eventTypes: string[] = ["*"]) =>
  createWebhook(platform.client, { url: receiver.url, eventTypes });
const arrived = (count: number) =>
  expect.poll(() => receiver.received.length, { timeout: 8_000 }).toBe(count);

test("what happened arrives signed, and the key is not in it", async () => {
  const { client } = platform;
  const { id, secret } = await hooked();
  expect(secret).toMatch(/^whsec_/);
  const { key, ...shown } = await createApiKey(client, spare);
  await arrived(1);
  const { payload, headers } = receiver.received[0]!;
  const event = await verifyWebhook({ payload, headers, secret });
  expect(event).toEqual({
    id: headers["webhook-id"],
    type: "api_key.created",
    timestamp: expect.any(String),
    data: shown,
  });
  expect(payload).not.toContain(key);
  await deleteApiKey(client, { keyId: shown.id });
  await arrived(2);
  expect(receiver.received[1]?.payload).toContain("api_key.deleted");
  await expect
    .poll(async () => (await listDeliveries(client, { webhookId: id, status: "succeeded" }).all()).length)
    .toBe(2);
});

test("only the types asked for are sent; what did not happen is not", async () => {
  await hooked(["api_key.deleted"]);
  const { id } = await createApiKey(platform.client, spare);
  await expect(createApiKey(platform.client, { ...spare, scopes: ["nothing:read"] })).rejects.toBeDefined();
  await deleteApiKey(platform.client, { keyId: id });
  await arrived(1);
  expect(receiver.received[0]?.payload).toContain("api_key.deleted");
});

test("another project's webhooks hear nothing, and its ids are not found", async () => {
  const stranger = await platform.stranger();
  const theirs = await createWebhook(stranger, { url: `${receiver.url}/theirs`, eventTypes: ["*"] });
  await hooked();
  await createApiKey(platform.client, spare);
  await arrived(1);
  expect(receiver.received[0]?.path).toBe("/");
  const { client } = platform;
  for (const act of [getWebhook, updateWebhook, deleteWebhook, rotateWebhookSecret, sendTestEvent]) {
    await expect(act(client, { webhookId: theirs.id })).rejects.toBeInstanceOf(NotFoundError);
  }
  expect(await listDeliveries(stranger).all()).toEqual([]);
  await deleteWebhook(stranger, { webhookId: theirs.id });
});

test("a webhook is read, changed and deleted, and shows its secret once", async () => {
  const { client } = platform;
  const { secret, ...made } = await createWebhook(
    client,
    { url: receiver.url, eventTypes: ["*"], description: "mine" },
    { idempotencyKey: "hook" },
  );
  expect(await getWebhook(client, { webhookId: made.id })).toEqual(made);
  expect(await listWebhooks(client).all()).toEqual([made]);
  const again = createWebhook(
    client,
    { url: receiver.url, eventTypes: ["*"], description: "mine" },
    { idempotencyKey: "hook" },
  );
  await expect(again).rejects.toMatchObject({ code: "shown_once" });
  const changes = {
    url: `${receiver.url}/new`,
    eventTypes: ["task.failed"],
    description: null,
    enabled: false,
  };
  const changed = await updateWebhook(client, { webhookId: made.id, ...changes });
  expect(changed).toMatchObject({ ...changes, disabledReason: null });
  await deleteWebhook(client, { webhookId: made.id });
  await expect(getWebhook(client, { webhookId: made.id })).rejects.toMatchObject({
    code: "webhook_not_found",
  });
  expect(platform.logs.join("")).not.toContain(secret);
});

test("after a rotation both secrets fit until the overlap is over", async () => {
  const { client } = platform;
  const { id: webhookId, secret: old } = await hooked();
  const { secret, secretCount } = await rotateWebhookSecret(client, { webhookId });
  expect(secretCount).toBe(2);
  await sendTestEvent(client, { webhookId });
  await arrived(1);
  const first = receiver.received[0]!;
  await verifyWebhook({ ...first, secret: old });
  await verifyWebhook({ ...first, secret });

  const now = await rotateWebhookSecret(client, { webhookId, overlapSeconds: 0 });
  expect(now.secretCount).toBe(1);
  await sendTestEvent(client, { webhookId });
  await arrived(2);
  const second = receiver.received[1]!;
  await verifyWebhook({ ...second, secret: [old, now.secret] });
  for (const ended of [old, secret]) {
    const refused = verifyWebhook({ ...second, secret: ended });
    await expect(refused).rejects.toMatchObject({ code: "webhook_signature_invalid" });
  }
});

test("at most five secrets sign, whoever rotates at once", async () => {
  const { id: webhookId } = await hooked();
  const all = await Promise.allSettled(
    Array.from({ length: 8 }, () => rotateWebhookSecret(platform.client, { webhookId })),
  );
  const refused = all.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  expect(refused).toHaveLength(4);
  for (const reason of refused) expect(reason).toMatchObject({ status: 409, code: "too_many_secrets" });
  expect(await getWebhook(platform.client, { webhookId })).toMatchObject({ secretCount: 5 });
});

test("the types are listed, and another one is refused by its place", async () => {
  const names = (await listEventTypes(platform.client).all()).map(({ name }) => name);
  expect(names).toContain("api_key.created");
  const made = hooked([names[0]!, "api_key.stolen"]);
  await expect(made).rejects.toBeInstanceOf(ValidationError);
  await expect(made).rejects.toMatchObject({ code: "event_type_unknown", param: "eventTypes.1" });
});

test("a disabled webhook gets nothing, is not tested, and its delivery is not repeated", async () => {
  const { client } = platform;
  const { id: webhookId } = await hooked();
  const sent = await sendTestEvent(client, { webhookId });
  await arrived(1);
  await updateWebhook(client, { webhookId, enabled: false });
  await createApiKey(client, spare);
  const disabled = { status: 409, code: "webhook_disabled" };
  await expect(sendTestEvent(client, { webhookId })).rejects.toMatchObject(disabled);
  await expect(redeliver(client, { deliveryId: sent.id })).rejects.toMatchObject(disabled);
  expect(await listDeliveries(client, { webhookId }).all()).toHaveLength(1);
});
