import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { account, verifyWebhook } from "@platform/account";
import { createClient } from "@platform/core";

// A receiver of webhooks: it believes only what is signed, and acts on each event once. It listens on this machine,
// which the server must allow: start that with PLATFORM_WEBHOOKS_ALLOW_PRIVATE=true.
const { webhooks, deliveries, keys } = account(createClient());
let secret = "";
const seen = new Set<string>();
let told = (_type: string): void => {};

const receiver = createServer(async (request, response) => {
  try {
    const event = await verifyWebhook({ payload: await text(request), headers: request.headers, secret });
    if (!seen.has(event.id)) console.log(`${event.type} ${String(event.data["name"] ?? "")}`.trim());
    seen.add(event.id);
    response.writeHead(204).end();
    told(event.type);
  } catch (error) {
    console.log(`not believed: ${String(error)}`);
    response.writeHead(400).end();
  }
});
await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
const address = receiver.address();
const port = typeof address === "object" && address ? address.port : 0;

const hook = await webhooks.create({ url: `http://127.0.0.1:${port}/`, eventTypes: ["api_key.created"] });
secret = hook.secret;

const both = new Promise<void>((resolve) => {
  let left = 2;
  told = () => void (--left === 0 && resolve());
});
const key = await keys.create({ name: "example", scopes: ["vectors:read"] });
await webhooks.test({ webhookId: hook.id });
await both;

// Anybody can post to an address that is known; without the secret it is of no use.
await fetch(hook.url, {
  method: "POST",
  headers: {
    "webhook-id": "msg_forged",
    "webhook-timestamp": `${Math.floor(Date.now() / 1_000)}`,
    "webhook-signature": "v1,Zm9yZ2Vk",
  },
  body: '{"type":"api_key.created","timestamp":"2026-01-01T00:00:00Z","data":{}}',
});

for (const { eventType, id } of await deliveries.list({ webhookId: hook.id }).all()) {
  const { attempts } = await deliveries.get({ deliveryId: id });
  console.log(`${eventType}: ${attempts.length <= 1 ? "first try" : "tried again"}`);
}
await webhooks.delete({ webhookId: hook.id });
await keys.delete({ keyId: key.id });
receiver.close();
receiver.closeAllConnections();
