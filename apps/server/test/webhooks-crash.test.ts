import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWebhook, getDelivery, sendTestEvent, verifyWebhook } from "@platform/account";
import { createClient } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let folder: string;
let database: TestDatabase;
let receiver: Receiver;
const servers: ServerProcess[] = [];
let apiKey = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-webhooks-"));
  database = await openTestDatabase();
  receiver = await startReceiver();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
  await receiver[Symbol.asyncDispose]();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<ServerProcess> {
  const { user, password, host, port, database: db } = database.connection;
  const server = running(
    await startProcess({
      PLATFORM_DATA_DIR: join(folder, name),
      PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "true",
      DATABASE_URL: `postgresql://${user}:${String(password)}@/${db}?host=${encodeURIComponent(host ?? "")}&port=${port}`,
    }),
  );
  servers.push(server);
  apiKey ||= /plat_\w+/.exec(server.out())?.[0] ?? "";
  return server;
}
const clientOf = ({ url }: ServerProcess) => createClient({ apiKey, baseUrl: url, retry: false });

test("a delivery that a killed server was sending is sent by the next, and is the same", async () => {
  const first = await start("a");
  const hook = await createWebhook(clientOf(first), { url: receiver.url, eventTypes: ["*"] });
  receiver.answer = () => {};
  const { id: deliveryId } = await sendTestEvent(clientOf(first), { webhookId: hook.id });
  await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
  expect(await first.end("SIGKILL")).toBe("SIGKILL");

  receiver.answer = (_, response) => void response.writeHead(204).end();
  const client = clientOf(await start("a"));
  await expect
    .poll(() => getDelivery(client, { deliveryId }), { timeout: 40_000 })
    .toMatchObject({ status: "succeeded", attemptCount: 1 });
  const [lost, made] = receiver.received;
  expect(receiver.received).toHaveLength(2);
  expect(made?.payload).toBe(lost?.payload);
  expect(made?.headers["webhook-id"]).toBe(lost?.headers["webhook-id"]);
  await verifyWebhook({ ...made!, secret: hook.secret });
}, 120_000);

test("two servers send each delivery once", async () => {
  const clients = [clientOf(servers.at(-1)!), clientOf(await start("b"))];
  const url = `${receiver.url}/both`;
  const { id: webhookId } = await createWebhook(clients[0]!, { url, eventTypes: ["task.failed"] });
  const sent = await Promise.all(
    Array.from({ length: 60 }, (_, at) => sendTestEvent(clients[at % 2]!, { webhookId })),
  );
  const ids = () =>
    receiver.received.filter(({ path }) => path === "/both").map(({ headers }) => headers["webhook-id"]);
  const settled = async () =>
    (await database.pool.query("select 1 from webhook_deliveries where status = 'pending'")).rows.length;
  await expect.poll(settled, { timeout: 40_000 }).toBe(0);
  expect(ids().toSorted()).toEqual(sent.map(({ eventId }) => eventId).toSorted());
}, 120_000);
