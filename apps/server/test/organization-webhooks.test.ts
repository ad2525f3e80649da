import {
  archiveProject,
  createApiKey,
  createMember,
  createProject,
  createWebhook,
  deleteMember,
  getDelivery,
  listDeliveries,
  redeliver,
  updateMember,
  updateWebhook,
} from "@platform/account";
import type { Client } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { createLog } from "../src/log/create-log.ts";
import { outcomeOf } from "./organization-actors.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let client: Client;
let receiver: Receiver;
let stopSending: () => Promise<void>;
beforeAll(async () => {
  platform = await startTestPlatform(accountOperations);
  client = platform.client;
  receiver = await startReceiver();
  stopSending = startSending({ db: platform.database.db, log: createLog("silent"), allowPrivate: true });
});
afterAll(async () => {
  await stopSending();
  await receiver[Symbol.asyncDispose]();
  await platform.stop();
});

const types = ["project.created", "project.archived", "member.created", "member.updated", "member.deleted"];
const refused = "403 scope_missing";
/** A key of the project that may do everything with the account, and nothing with the organization. */
const makeNarrow = async () =>
  platform.clientWith((await createApiKey(client, { name: "k", scopes: ["account:*"] })).key);

test("webhooks of any project that ask by name are told once of what happens to the organization", async () => {
  const { id: projectId } = await createProject(client, { name: "listens" });
  const { key } = await createApiKey(client, { name: "k", scopes: ["*"], projectId });
  const far = platform.clientWith(key);
  const stranger = await platform.stranger();
  for (const [by, path, eventTypes] of [
    [client, "/here", types],
    [far, "/far", types],
    [client, "/all", ["*"]],
    [stranger, "/stranger", types],
  ] as const) {
    await createWebhook(by, { url: receiver.url + path, eventTypes: [...eventTypes] });
  }
  const project = await createProject(client, { name: "short" });
  const archived = await archiveProject(client, { projectId: project.id });
  const member = await createMember(client, { email: "ada@example.com", role: "viewer" });
  const changed = await updateMember(client, { memberId: member.id, role: "auditor" });
  await deleteMember(client, { memberId: member.id });
  await outcomeOf(createProject(client, { name: "listens" }));

  await expect.poll(() => receiver.received.length, { timeout: 15_000 }).toBe(10);
  const told = (path: string) =>
    receiver.received
      .filter((one) => one.path === path)
      .map(({ payload }) => JSON.parse(payload) as { type: string; data: object })
      .toSorted((a, b) => types.indexOf(a.type) - types.indexOf(b.type));
  const wanted = [project, archived, member, changed, changed].map((data, at) => ({ type: types[at], data }));
  for (const path of ["/here", "/far"]) expect(told(path)).toMatchObject(wanted);
  expect([told("/all"), told("/stranger")]).toEqual([[], []]);
});

test.each(types)("%s is not for keys that may not read the organization", async (type) => {
  const narrow = await makeNarrow();
  const { url } = receiver;
  expect(await outcomeOf(createWebhook(narrow, { url, eventTypes: ["api_key.created", type] }))).toBe(
    refused,
  );
  const own = await createWebhook(narrow, { url, eventTypes: ["webhook.test"] });
  expect(await outcomeOf(updateWebhook(narrow, { webhookId: own.id, eventTypes: [type] }))).toBe(refused);
});

test("nor does such a key turn a webhook that is told of it, or read what it was told", async () => {
  const narrow = await makeNarrow();
  const url = `${receiver.url}/kept`;
  const { id: webhookId } = await createWebhook(client, { url, eventTypes: ["member.created"] });
  await createMember(client, { email: "grace@example.com", role: "viewer" });
  for (const changes of [{ url: `${receiver.url}/mine` }, { eventTypes: ["webhook.test"] }]) {
    expect(await outcomeOf(updateWebhook(narrow, { webhookId, ...changes }))).toBe(refused);
  }
  expect(await updateWebhook(narrow, { webhookId, description: "theirs" })).toMatchObject({ url });
  const { data } = await listDeliveries(narrow, { webhookId }).first();
  const deliveryId = data[0]!.id;
  expect(await outcomeOf(getDelivery(narrow, { deliveryId }))).toBe(refused);
  expect(await outcomeOf(redeliver(narrow, { deliveryId }))).toBe(refused);
  expect((await getDelivery(client, { deliveryId })).payload).toContain("grace@example.com");
  expect(await outcomeOf(redeliver(client, { deliveryId }))).toBe("done");
});
