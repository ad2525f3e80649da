import { NotFoundError, ValidationError } from "@platform/core";
import {
  createPrice,
  getUsage,
  listUsage,
  submitUsage,
  submitUsageBatch,
  type SubmitUsageParams,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const effectiveFrom = "2020-01-01T00:00:00Z";
  await createPrice(platform.client, {
    provider: "acme",
    model: "m",
    unit: "x",
    amount: "0.1",
    effectiveFrom,
  });
});
afterAll(() => platform.stop());

const event = { provider: "acme", model: "m", units: { x: 1 } };
const later = (ms: number) => new Date(Date.now() + ms).toISOString();
const sendBatch = async (events: unknown[]) => {
  const response = await platform.call("/v1/usage/batch", { json: { events } });
  return {
    status: response.status,
    body: (await response.json()) as Awaited<ReturnType<typeof submitUsageBatch>>,
  };
};

test("a batch records what is right and rejects what is wrong, each by itself, in the order given", async () => {
  await submitUsage(platform.client, { ...event, eventId: "before" });
  const { status, body } = await sendBatch([
    { ...event, eventId: "one", runId: "batch" },
    { ...event, units: { X: 1 } },
    { ...event, eventId: "before" },
    { ...event, eventId: "one", runId: "batch" },
    { ...event, eventId: "one", units: { x: 2 } },
    { ...event, occurredAt: later(2 * 3_600_000) },
    { ...event, organizationId: "org_other" },
    { ...event, model: "nul\0" },
    { ...event, surprise: 1 },
    { ...event, metadata: { large: "x".repeat(17_000) } },
    { ...event, eventId: "last", units: { x: "2.5" }, runId: "batch" },
  ]);
  expect(status).toBe(200);
  const told = body.results.map(({ status: what, error }) =>
    `${what} ${error?.code ?? ""} ${error?.param ?? ""}`.trim(),
  );
  expect(told).toEqual([
    "recorded",
    "rejected invalid_params units.X",
    "duplicate",
    "duplicate",
    "rejected event_id_reused eventId",
    "rejected invalid_params occurredAt",
    "rejected organization_not_found organizationId",
    "rejected invalid_params model",
    "rejected invalid_params surprise",
    "rejected invalid_params metadata",
    "recorded",
  ]);
  expect(body).toMatchObject({ recorded: 2, duplicates: 2, rejected: 7 });
  expect(body.results.at(-1)?.record).toMatchObject({ cost: "0.25", eventId: "last" });
  expect(await listUsage(platform.client, { runId: "batch" }).all()).toHaveLength(2);
});

test("a batch of a thousand sent again, in another order and at once, is recorded once", async () => {
  const { client } = platform;
  const events: SubmitUsageParams[] = Array.from({ length: 1000 }, (_, at) => ({
    ...event,
    eventId: `many-${at}`,
    runId: "many",
  }));
  const answers = await Promise.all(
    [events, events.toReversed(), events].map((some) => submitUsageBatch(client, { events: some })),
  );
  expect(answers.map(({ rejected }) => rejected)).toEqual([0, 0, 0]);
  expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1000);
  expect((await submitUsageBatch(client, { events })).duplicates).toBe(1000);
  expect(await listUsage(client, { runId: "many" }).all()).toHaveLength(1000);
});

test("a batch is 1 to 1,000 events", async () => {
  for (const count of [0, 1001]) {
    const refused = submitUsageBatch(platform.client, { events: Array.from({ length: count }, () => event) });
    await expect(refused).rejects.toMatchObject({ param: "events" });
    expect((await sendBatch(Array.from({ length: count }, () => event))).status).toBe(400);
  }
});

test("what happened years ago is recorded; what lies ahead by more than an hour is not", async () => {
  const { client } = platform;
  expect(await submitUsage(client, { ...event, occurredAt: "2021-05-01T00:00:00Z" })).toMatchObject({
    cost: "0.1",
  });
  expect(await submitUsage(client, { ...event, occurredAt: later(30 * 60_000) })).toMatchObject({
    cost: "0.1",
  });
  const ahead = submitUsage(client, { ...event, occurredAt: later(61 * 60_000) });
  await expect(ahead).rejects.toBeInstanceOf(ValidationError);
  await expect(ahead).rejects.toMatchObject({ code: "invalid_params", param: "occurredAt" });
});

test("metadata is kept, and a record is found by its id in its own project only", async () => {
  const { client } = platform;
  const metadata = { trace: { id: 7, steps: ["a", null] } };
  const made = await submitUsage(client, { ...event, metadata });
  expect(made.metadata).toEqual(metadata);
  expect(await getUsage(client, { usageId: made.id })).toEqual(made);
  const foreign = getUsage(await platform.stranger(), { usageId: made.id });
  await expect(foreign).rejects.toBeInstanceOf(NotFoundError);
  await expect(foreign).rejects.toMatchObject({ code: "usage_not_found", param: "usageId" });
});

test("listUsage filters by key, tags, unit, event, and by what is known of the cost", async () => {
  const { client } = platform;
  const runId = "filtered";
  const rows: Partial<SubmitUsageParams>[] = [
    { eventId: "f1", tags: { team: "a", step: "1" }, units: { x: 1 } },
    { eventId: "f2", tags: { team: "a", step: "2" }, units: { x: 20 } },
    { eventId: "f3", tags: { team: "b" }, units: { y: 1 } },
  ];
  await submitUsageBatch(client, { events: rows.map((row) => ({ ...event, runId, ...row })) });
  const found = async (filter: object) =>
    (await listUsage(client, { runId, ...filter }).all())
      .map(({ eventId }) => eventId)
      .toSorted()
      .join();
  expect(await found({ tags: { team: "a" } })).toBe("f1,f2");
  expect(await found({ tags: { team: "a", step: "2" } })).toBe("f2");
  expect(await found({ unit: "y" })).toBe("f3");
  expect(await found({ eventId: "f1" })).toBe("f1");
  expect(await found({ priced: true })).toBe("f1,f2");
  expect(await found({ priced: false })).toBe("f3");
  expect(await found({ minCost: "0.1" })).toBe("f1,f2");
  expect(await found({ minCost: "0.1000000001" })).toBe("f2");
  expect(await found({ maxCost: "0.1" })).toBe("f1");
  const [{ apiKeyId } = { apiKeyId: null }] = await listUsage(client, { runId }).all();
  expect(await found({ apiKeyId: apiKeyId ?? "" })).toBe("f1,f2,f3");
  expect(await found({ apiKeyId: "key_other" })).toBe("");
});

test("lists by either time go on where they stood while rows are added", async () => {
  const { client } = platform;
  const add = (eventId: string, day: number) =>
    submitUsage(client, { ...event, eventId, runId: "sorted", occurredAt: `2026-03-0${day}T00:00:00Z` });
  // Two at the same moment: the id tells them apart.
  for (const [at, day] of [3, 1, 2, 2, 4].entries()) await add(`s${at}`, day);
  for (const [sort, wanted] of [
    ["occurredAt", "s4,s0,s3,s2,s1"],
    ["createdAt", "n-occurredAt,s4,s3,s2,s1,s0"],
  ] as const) {
    const seen: string[] = [];
    for await (const page of listUsage(client, { runId: "sorted", sort, limit: 2 }).pages()) {
      if (seen.length === 0) await add(`n-${sort}`, 9);
      seen.push(...page.data.map(({ eventId }) => eventId));
    }
    expect(seen.join()).toBe(wanted);
  }
  const bad = listUsage(client, { sort: "occurredAt", cursor: "use_1" }).first();
  await expect(bad).rejects.toMatchObject({ param: "cursor", status: 400 });
});
