import { createWebhook, verifyWebhook } from "@platform/account";
import { createPrice, deletePrice, getPrice, importPrices, type Price, updatePrice } from "@platform/costops";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { createLog } from "../src/log/create-log.ts";
import { parts } from "../src/parts.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let platform: TestPlatform;
let receiver: Receiver;
let secret: string;
let stopSending: () => Promise<void>;
beforeAll(async () => {
  platform = await startTestPlatform(parts.operations);
  receiver = await startReceiver();
  stopSending = startSending({ db: platform.database.db, log: createLog("silent"), allowPrivate: true });
  const eventTypes = ["price.created", "price.updated", "price.deleted"];
  ({ secret } = await createWebhook(platform.client, { url: receiver.url, eventTypes }));
});
afterAll(async () => {
  await stopSending();
  await receiver[Symbol.asyncDispose]();
  await platform.stop();
});
let before = 0;
beforeEach(() => {
  before = receiver.received.length;
});
// What arrives late belongs to the test that caused it.
afterEach(async () => {
  const { rows } = await platform.database.pool.query(
    "select id from webhook_deliveries where status = 'pending'",
  );
  expect(rows).toEqual([]);
});

/** The events since the test began, once there are this many and all were sent. */
async function told(count: number): Promise<[type: string, price: Price][]> {
  const pending = async () => {
    const { rows } = await platform.database.pool.query(
      "select id from webhook_deliveries where status = 'pending'",
    );
    return rows.length;
  };
  await expect
    .poll(() => receiver.received.length - before, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(count);
  await expect.poll(pending, { timeout: 8_000 }).toBe(0);
  const events = await Promise.all(
    receiver.received
      .slice(before)
      .map(({ payload, headers }) =>
        verifyWebhook({ payload, headers: headers as Record<string, string>, secret }),
      ),
  );
  expect(events).toHaveLength(count);
  return events.map(({ type, data }) => [type, data as unknown as Price]);
}

const named = (model: string) => ({ provider: "acme", model, unit: "x" });
const later = "2099-01-01T00:00:00.000Z";

test("a price made, changed and ended is told of as it was answered", async () => {
  const { client } = platform;
  const made = await createPrice(client, { ...named("told"), amount: "1" });
  const next = await updatePrice(client, { priceId: made.id, amount: "2", effectiveFrom: later });
  const gone = await deletePrice(client, { priceId: next.id });
  expect(new Map(await told(3))).toEqual(
    new Map([
      ["price.created", made],
      ["price.updated", next],
      ["price.deleted", gone],
    ]),
  );
});

test("an import tells of each price it made, and of no other", async () => {
  const { client } = platform;
  const effectiveFrom = "2026-01-01T00:00:00.000Z";
  const one = { ...named("one"), amount: "1", effectiveFrom };
  const two = { ...named("two"), relativeTo: { unit: "y", factor: "0.5" }, effectiveFrom };
  const base = { ...named("two"), unit: "y", amount: "3", effectiveFrom };
  const first = await importPrices(client, { prices: [one] });
  const report = await importPrices(client, { prices: [one, two, { ...one, amount: "9" }, base] });
  expect(report).toMatchObject({ created: 2, unchanged: 1, failed: 1 });
  const ids = [...first.results, report.results[1]!, report.results[3]!].map(({ priceId }) => priceId ?? "");
  const events = await told(3);
  expect(new Set(events.map(([type]) => type))).toEqual(new Set(["price.created"]));
  const shown = await Promise.all(ids.map((priceId) => getPrice(client, { priceId })));
  const byId = (a: Price, b: Price) => a.id.localeCompare(b.id);
  expect(events.map(([, price]) => price).toSorted(byId)).toEqual(shown.toSorted(byId));
});

test("what was refused, repeated or done in another project is not told", async () => {
  const { client } = platform;
  const price = { ...named("quiet"), amount: "1", effectiveFrom: later };
  await createPrice(client, price, { idempotencyKey: "price-once" });
  await createPrice(client, price, { idempotencyKey: "price-once" });
  await expect(createPrice(client, price)).rejects.toMatchObject({ code: "price_exists" });
  const stranger = await platform.stranger();
  const { id: priceId } = await createPrice(stranger, price);
  await expect(deletePrice(client, { priceId })).rejects.toMatchObject({ code: "price_not_found" });
  await deletePrice(stranger, { priceId });
  expect(await told(1)).toMatchObject([["price.created", { model: "quiet" }]]);
});
