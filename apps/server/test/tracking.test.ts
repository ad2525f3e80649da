import { createClient, trackUsage, type UsageReport } from "@platform/core";
import { createPrice, listUsage, submitUsageBatch, usageTracker, type NamedUsage } from "@platform/costops";
import { createChatCompletion, createEmbedding, streamChatCompletion } from "@platform/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { type ModelServer, startModelServer } from "./model-server.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let models: ModelServer;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  models = await startModelServer();
});
afterAll(async () => {
  await models.close();
  await platform.stop();
});

const nowhere = () => createClient({ baseUrl: "http://127.0.0.1:9", apiKey: "k", retry: false });
const messages = [{ role: "user" as const, content: "hello" }];
const used = (runId: string) => ({ provider: "acme", model: "large", units: { input_token: 3 }, runId });
const inLedger = (runId: string) => listUsage(platform.client, { runId, limit: 1_000 }).all();

/** What core reports of a stream; the end of it under the same id when it was resumed. */
const report = (id: string, units: UsageReport["units"], more: Partial<UsageReport> = {}): UsageReport => ({
  ...{ id, units, action: "streamChatCompletion", model: "large", provider: "acme", status: "ok" },
  ...{ startedAt: new Date().toISOString(), durationMs: 5, streamed: true, runId: id, ...more },
});

test("what core's trackUsage reports of chats, streams and embeddings is recorded and priced", async () => {
  const runId = crypto.randomUUID();
  const price = { provider: "vendor", model: "gpt-2026", effectiveFrom: "2026-01-01T00:00:00Z", per: "1" };
  for (const unit of ["input_token", "cached_input_token", "output_token", "reasoning_token"])
    await createPrice(platform.client, {
      ...price,
      unit,
      amount: unit === "cached_input_token" ? "0.1" : "1",
    });
  await using tracker = usageTracker(platform.client, { tags: { app: "shop" }, userId: "ada" });
  const use = [trackUsage(tracker, { provider: "vendor", tags: { team: "a" } })];
  const client = createClient({ baseUrl: models.url, apiKey: "k", use, runId });
  await createChatCompletion(client, { model: "gpt", messages });
  const stream_options = { include_usage: true };
  for await (const _ of streamChatCompletion(client, { model: "gpt", messages, stream_options }));
  for await (const _ of streamChatCompletion(client, { model: "gpt", messages }));
  await createEmbedding(client, { model: "small", input: "hello" });
  await createChatCompletion(client, { model: "refused", messages }).catch(() => undefined);
  expect(await tracker.flush()).toBe(0);
  const records = await inLedger(runId);
  const whole = { provider: "vendor", model: "gpt-2026", userId: "ada", tags: { app: "shop", team: "a" } };
  expect(records).toHaveLength(4);
  expect(records).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...whole, operation: "createChatCompletion", cost: "60" }),
      expect.objectContaining({ ...whole, operation: "streamChatCompletion", cost: "60" }),
      expect.objectContaining({
        ...{ operation: "streamChatCompletion", cost: null, units: { request: "1" } },
        tags: { app: "shop", team: "a", measured: "no" },
      }),
      expect.objectContaining({ operation: "createEmbedding", units: { input_token: "8" }, cost: null }),
    ]),
  );
});

test("a full batch is sent at once, the rest in its time", async () => {
  const runId = crypto.randomUUID();
  await using tracker = usageTracker(platform.client, { batchSize: 3, flushMs: 3_600_000 });
  for (let n = 0; n < 4; n++) await tracker.record(used(runId));
  await expect.poll(() => tracker.pending).toBe(1);
  expect(await inLedger(runId)).toHaveLength(3);
  await using soon = usageTracker(platform.client, { flushMs: 10 });
  await soon.record(used(runId));
  await expect.poll(() => soon.pending).toBe(0);
  expect(await inLedger(runId)).toHaveLength(4);
});

test("of the reports of a stream that broke off and went on, the last is recorded", async () => {
  await using tracker = usageTracker(platform.client, { flushMs: 1 });
  const id = crypto.randomUUID();
  const part = report(id, { requests: 1, output_tokens: 2 }, { estimated: true, status: "error" });
  await tracker(part);
  await tracker(part);
  await tracker(report(id, { requests: 1, input_tokens: 5, output_tokens: 9 }));
  expect(await tracker.flush()).toBe(0);
  expect((await inLedger(id)).map(({ eventId, units }) => [eventId, units])).toEqual([
    [id, { input_token: "5", output_token: "9" }],
  ]);
  // The first was asked for before the end came: the end stands beside it, and no token is lost.
  const late = crypto.randomUUID();
  await tracker({ ...part, id: late, runId: late });
  expect(await tracker.flush()).toBe(0);
  await tracker({ ...part, id: late, runId: late });
  await tracker(report(late, { requests: 1, input_tokens: 5, output_tokens: 9 }));
  expect(await tracker.flush()).toBe(0);
  expect((await inLedger(late)).map(({ units }) => units)).toEqual(
    expect.arrayContaining([{ request: "1" }, { input_token: "5", output_token: "9" }]),
  );
  expect(await inLedger(late)).toHaveLength(2);
});

test("one event that is refused takes no other with it, and is told", async () => {
  const runId = crypto.randomUUID();
  const dropped: [string, string][] = [];
  const tracker = usageTracker(platform.client, {
    onDrop: ({ eventId }, { code, message }) => dropped.push([eventId, `${code}: ${message}`]),
  });
  for (let n = 0; n < 20; n++) await tracker.record(used(runId));
  // The first is refused by the client before it is sent, the others by the server, for themselves.
  await tracker.record({ ...used(runId), eventId: "bad-unit", units: { "no unit": 1 } });
  await tracker.record({ ...used(runId), eventId: "foreign", organizationId: "org_else" });
  const twice = await tracker.record(used(runId));
  expect(await tracker.flush()).toBe(0);
  await tracker.record({ ...used(runId), eventId: twice, units: { input_token: 4 } });
  expect(await tracker.close()).toBe(0);
  expect(dropped.map(([id]) => id)).toEqual(["bad-unit", "foreign", twice]);
  expect(dropped.map(([, why]) => why)).toEqual([
    expect.stringContaining("rejected: "),
    expect.stringContaining("another organization"),
    expect.stringContaining("other contents"),
  ]);
  expect(await inLedger(runId)).toHaveLength(21);
  await tracker.record({ ...used(runId), eventId: "late" });
  expect(dropped.at(-1)).toEqual(["late", expect.stringContaining("closed: ")]);
});

test("beyond maxBuffered the oldest go, and each is told", async () => {
  const dropped: NamedUsage[] = [];
  const codes = new Set<string>();
  const tracker = usageTracker(nowhere(), {
    ...{ maxBuffered: 50, batchSize: 1_000, maxDelayMs: 20 },
    onDrop: (event, { code }) => (codes.add(code), dropped.push(event)),
  });
  for (let n = 0; n < 80; n++) await tracker.record({ ...used("r"), eventId: `${n}` });
  expect(dropped.map(({ eventId }) => Number(eventId))).toEqual(Array.from({ length: 30 }, (_, n) => n));
  expect(await tracker.close(50)).toBe(50);
  expect([...codes]).toEqual(["overflow", "closed"]);
  expect(dropped).toHaveLength(80);
});

test("a thousand calls at once are tracked, each once", async () => {
  const runId = crypto.randomUUID();
  const tracker = usageTracker(platform.client);
  const use = [trackUsage(tracker, { provider: "vendor" })];
  const client = createClient({ baseUrl: models.url, apiKey: "k", use, runId });
  const calls = Array.from({ length: 1_000 }, () =>
    createEmbedding(client, { model: "small", input: "hello" }),
  );
  await Promise.all(calls);
  expect(await tracker.close(170_000)).toBe(0);
  const records = await inLedger(runId);
  expect(new Set(records.map(({ eventId }) => eventId)).size).toBe(1_000);
  expect(records).toHaveLength(1_000);
}, 180_000);

test("closing with 5,000 events in memory loses none", async () => {
  const runId = crypto.randomUUID();
  const tracker = usageTracker(platform.client, { batchSize: 1_000, flushMs: 3_600_000 });
  const kept = Array.from({ length: 5_000 }, () => tracker.record(used(runId)));
  await Promise.all(kept);
  expect(await tracker.close(170_000)).toBe(0);
  expect(await inLedger(runId)).toHaveLength(5_000);
}, 180_000);

test("calls go on unharmed while the server for usage is gone, and what listeners throw is nobody's", async () => {
  const errors: unknown[] = [];
  const tracker = usageTracker(nowhere(), {
    ...{ batchSize: 1, maxDelayMs: 10 },
    onError(error) {
      errors.push(error);
      throw new Error("a listener's own");
    },
    onDrop() {
      throw new Error("a listener's own");
    },
  });
  const use = [trackUsage(tracker)];
  const client = createClient({ baseUrl: models.url, apiKey: "k", use, retry: false });
  for (let n = 0; n < 20; n++) {
    const { choices } = await createChatCompletion(client, { model: "gpt", messages });
    expect(choices[0]?.message.content).toBe("Hello");
  }
  expect(tracker.pending).toBe(20);
  await expect.poll(() => errors.length).toBeGreaterThan(1);
  expect(await tracker.close(20)).toBe(20);
  expect(String(errors)).not.toContain("a listener's own");
});

test("a key that may not write keeps events until it is changed", async () => {
  const runId = crypto.randomUUID();
  const { key } = await platform.addProject(["costops:read"]);
  let apiKey = key;
  const client = createClient({ apiKey: () => apiKey, baseUrl: platform.url, retry: false });
  const errors: unknown[] = [];
  const tracker = usageTracker(client, {
    maxDelayMs: 5,
    batchSize: 1,
    onError: (error) => errors.push(error),
  });
  await tracker.record(used(runId));
  await expect.poll(() => errors.length).toBeGreaterThan(0);
  expect(errors[0]).toMatchObject({ status: 403 });
  apiKey = platform.project.key;
  expect(await tracker.close()).toBe(0);
  expect(await inLedger(runId)).toHaveLength(1);
});

test("submitUsageBatch takes or rejects each event for itself", async () => {
  const runId = crypto.randomUUID();
  const named = { ...used(runId), eventId: runId };
  const events = [named, named, { ...named, units: { input_token: 9 } }, used(runId)];
  const { results, ...counts } = await submitUsageBatch(platform.client, { events });
  expect(counts).toEqual({ recorded: 2, duplicates: 1, rejected: 1 });
  expect(results.map(({ status, error }) => error?.code ?? status)).toEqual([
    ...["recorded", "duplicate", "event_id_reused", "recorded"],
  ]);
  expect(await inLedger(runId)).toHaveLength(2);
});
