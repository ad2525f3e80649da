import { ValidationError } from "@platform/core";
import {
  calculateCost,
  compareCosts,
  costops,
  createPrice,
  estimate,
  estimateCost,
  estimateSandboxCost,
  estimateTemplateCost,
  getCosts,
  listRates,
  listUsage,
  submitUsage,
} from "@platform/costops";
import { createChatCompletion, createEmbedding } from "@platform/inference";
import { createSandbox } from "@platform/sandbox";
import { createTask } from "@platform/tasks";
import { createIndex, searchText, searchVectors, upsertTexts, upsertVectors } from "@platform/vectors";
import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { sandboxOperations } from "../src/sandbox/operations.ts";
import { tasksOperations } from "../src/tasks/operations.ts";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { openInference, type TestInference } from "./inference.ts";
import { openTestEngines, type TestEngines } from "./vector-engines.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let stores: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference({ gguf: "scripted" });
  stores = await openTestEngines({ withEncoder: false });
  const operations = [
    ...[...costopsOperations, ...inferenceOperations, ...sandboxOperations],
    ...[...tasksOperations, ...vectorsOperations],
  ];
  platform = await startTestPlatform(operations, { ...opened.engines, ...stores.engines });
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
  await stores.close();
});

const encoder = "universal-sentence-encoder-lite";
const hello = { model: "scripted", messages: [{ role: "user" as const, content: "hello" }], temperature: 0 };

test("a sandbox costs its size's rate for its hours, to the last digit", async () => {
  const { client } = platform;
  expect(await estimateSandboxCost(client, { size: "large", hours: 8 })).toMatchObject({
    ...{ size: "large", hours: "8", hourlyRate: "0.2", computeCost: "1.6", storageCost: "0", gpuCost: "0" },
    ...{ totalCost: "1.6", currency: "USD", confidence: "high" },
    breakdown: [{ unit: "sandbox_second", amount: "28800", cost: "1.6" }],
  });
  expect(await estimateSandboxCost(client)).toMatchObject({ totalCost: "0.05", confidence: "medium" });
  const { totalCost, notes } = await estimateSandboxCost(client, { hours: 0.1 });
  expect(totalCost).toBe("0.005");
  expect(notes.join()).not.toContain("24 hours");
  const long = await estimateSandboxCost(client, { hours: 25 });
  expect(long.notes.join()).toContain("24 hours");
});

test("the three forms agree, and an unknown template is refused as by createSandbox", async () => {
  const { client } = platform;
  const what = { size: "medium", hours: 1.5, storageGb: 0, gpu: "none" } as const;
  const one = await estimateSandboxCost(client, what);
  expect(await calculateCost(client, what)).toEqual(one);
  expect(await estimateTemplateCost(client, { template: "node", ...what })).toEqual({
    template: "node",
    ...one,
  });
  expect(await costops(client).estimates.sandbox(what)).toEqual(one);
  const unknown = estimateTemplateCost(client, { template: "cobol" });
  await expect(unknown).rejects.toMatchObject({ code: "unknown_template", param: "template" });
  await expect(estimateSandboxCost(client, { hours: 9_000 })).rejects.toBeInstanceOf(ValidationError);
});

test("storage has no price until it is given one: unknown, not free", async () => {
  const client = await platform.stranger();
  const what = { storageGb: 10, hours: 2 };
  const unknown = await estimateSandboxCost(client, what);
  expect(unknown).toMatchObject({
    computeCost: "0.1",
    storageCost: null,
    totalCost: null,
    confidence: "low",
  });
  expect(unknown.notes.join()).toContain("byte_hour");
  const price = {
    provider: "platform",
    model: "*",
    unit: "byte_hour",
    effectiveFrom: "2026-01-01T00:00:00Z",
  };
  await createPrice(client, { ...price, amount: "0.03", per: "1000000000" });
  expect(await estimateSandboxCost(client, what)).toMatchObject({ storageCost: "0.6", totalCost: "0.7" });
  const euro = { ...price, currency: "EUR", effectiveFrom: "2026-02-01T00:00:00Z" };
  await createPrice(client, { ...euro, amount: "0.03", per: "1000000000" });
  expect(await estimateSandboxCost(client, what)).toMatchObject({ storageCost: "0.6", totalCost: null });
});

test("compareCosts sorts by cost and names the cheapest, whatever the order", async () => {
  const { client } = platform;
  const { configurations, cheapest } = await compareCosts(client, {
    hours: 2,
    configurations: [
      { size: "xlarge" },
      { name: "kept", storageGb: 1 },
      { size: "small" },
      { size: "medium" },
    ],
  });
  expect(configurations.map(({ name, totalCost }) => [name, totalCost])).toEqual([
    ["small", "0.1"],
    ["medium", "0.2"],
    ["xlarge", "0.8"],
    ["kept", null],
  ]);
  expect(cheapest).toBe("small");
  const one = record({ size: constantFrom("small", "medium", "large", "xlarge") });
  const some = array(one, { minLength: 1, maxLength: 20 });
  const check = asyncProperty(some, integer({ min: 1, max: 8_784 }), async (list, hours) => {
    const found = await compareCosts(client, { configurations: list, hours });
    const costs = found.configurations.map(({ totalCost }) => Number(totalCost));
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect(found.configurations).toHaveLength(list.length);
    expect(found.configurations[0]?.name).toBe(found.cheapest);
  });
  await assert(check, { numRuns: 15 });
  const many = { configurations: Array.from({ length: 21 }, () => ({ size: "small" as const })) };
  await expect(compareCosts(client, many)).rejects.toMatchObject({ param: "configurations" });
});

test("listRates has each unit's price in force, one's own before those that ship; no other tenant sees them", async () => {
  const client = await platform.stranger();
  const shipped = await listRates(client);
  const price = { provider: "platform", model: "small", unit: "sandbox_second" };
  await createPrice(client, { ...price, amount: "9", effectiveFrom: "2026-01-01T00:00:00Z" });
  await createPrice(client, { ...price, amount: "8", effectiveFrom: "2090-01-01T00:00:00Z" });
  await createPrice(client, {
    ...price,
    unit: "byte_hour",
    model: "*",
    amount: "1",
    effectiveFrom: "2026-01-01T00:00:00Z",
  });
  const { rates } = await listRates(client);
  const small = rates.filter(({ unit, model }) => unit === "sandbox_second" && model === "small");
  expect(small).toMatchObject([{ amount: "9", source: "custom" }]);
  expect(rates).toHaveLength(shipped.rates.length + 1);
  expect((await listRates(await platform.stranger())).rates).toEqual(shipped.rates);
});

test("a chat's estimate bounds what the call then costs", async () => {
  const client = await platform.stranger();
  const params = { ...hello, max_completion_tokens: 40 };
  const before = await estimate(client, createChatCompletion, params);
  expect(before).toMatchObject({
    operation: "createChatCompletion",
    provider: "platform",
    model: "scripted",
  });
  expect(before.units.worst).toMatchObject({ output_token: "40" });
  expect(before.units.likely["output_token"]).toBe("40");
  expect(before.notes.join()).toContain("too few calls");
  for (let n = 0; n < 5; n++) await createChatCompletion(client, params);
  const [row] = await listUsage(client, { model: "scripted" }).all();
  expect(Number(before.cost?.worst)).toBeGreaterThanOrEqual(Number(row?.cost));
  expect(Number(before.units.worst?.["input_token"])).toBeGreaterThanOrEqual(
    Number(row?.units["input_token"]),
  );
  const after = await estimate(client, createChatCompletion, params);
  expect(after.units.likely["output_token"]).toBe(row?.units["output_token"]);
  expect(after.notes.join()).toContain("mean of your last 5 calls");
  expect(before.prices.map(({ unit }) => unit).toSorted()).toEqual(["input_token", "output_token"]);
});

test("a chat that nothing limits has no worst case, and no likely cost until there were calls", async () => {
  const client = await platform.stranger();
  const found = await estimate(client, createChatCompletion, { model: "extract", messages: hello.messages });
  expect(found).toMatchObject({ units: { worst: null }, cost: null });
  expect(found.notes.join()).toContain("max_completion_tokens");
});

test("embeddings, texts and vectors are estimated by what they are metered by", async () => {
  const client = await platform.stranger();
  const input = ["a cat sleeps", "é😀日 quick-brown"];
  const before = await estimate(client, createEmbedding, { model: encoder, input });
  await createEmbedding(client, { model: encoder, input });
  const [row] = await listUsage(client, { model: encoder }).all();
  expect(Number(before.units.worst?.["input_token"])).toBeGreaterThanOrEqual(
    Number(row?.units["input_token"]),
  );
  expect(Object.keys(before.units.worst ?? {})).toEqual(Object.keys(row?.units ?? {}));

  const { id: index } = await createIndex(client, { name: "docs", model: encoder });
  const texts = [{ text: "a" }, { text: "b" }];
  const units = async (found: ReturnType<typeof estimateCost>) =>
    Object.keys((await found).units.worst ?? {});
  expect(await units(estimate(client, upsertTexts, { index, texts }))).toEqual([
    "vector_write",
    "input_token",
  ]);
  expect(await units(estimate(client, searchText, { index, query: "a" }))).toEqual([
    "vector_read",
    "input_token",
  ]);
  const { id: bare } = await createIndex(client, { name: "bare", dimension: 2 });
  const vectors = [{ id: "a", values: [1, 2] }];
  const written = await estimate(client, upsertVectors, { index: bare, vectors });
  expect(written).toMatchObject({ units: { worst: { vector_write: "1" } }, cost: { worst: "0.000002" } });
  expect(await estimate(client, searchVectors, { index: bare, vector: [1, 2] })).toMatchObject({
    cost: { likely: "0.000001", worst: "0.000001" },
  });
  const none = estimate(client, searchText, { index: bare, query: "a" });
  await expect(none).rejects.toMatchObject({ code: "no_model" });
  const stranger = await platform.stranger();
  const foreign = estimate(stranger, upsertVectors, { index: bare, vectors });
  await expect(foreign).rejects.toMatchObject({ status: 404, code: "index_not_found" });
});

test("sandboxes and tasks: the worst is the whole time, the likely what earlier ones took", async () => {
  const client = await platform.stranger();
  const box = () => estimate(client, createSandbox, { size: "large", ttlMinutes: 30 });
  expect(await box()).toMatchObject({
    ...{ model: "large", units: { worst: { sandbox_second: "1800", request: "1" } } },
    cost: { likely: "0.1000004", worst: "0.1000004" },
  });
  const lived = { provider: "platform", model: "large", operation: "sandboxLifetime" };
  for (const n of [1, 2, 3, 4, 5])
    await submitUsage(client, { ...lived, units: { sandbox_second: `${n * 10}.5` } });
  expect(await box()).toMatchObject({ units: { likely: { sandbox_second: "30.5" } } });
  const task = await estimate(client, createTask, { block: "docs::ingest", timeoutMs: 1_500 });
  expect(task).toMatchObject({ units: { worst: { task_second: "1.5" } } });
});

test("bad parameters give the call's own error, an unknown operation a hint", async () => {
  const { client } = platform;
  const params = { ...hello, messages: [] };
  const call: unknown = await createChatCompletion(client, params).catch((error: unknown) => error);
  const bad: unknown = await platform
    .call("/v1/estimates", { json: { operation: "createChatCompletion", params } })
    .then((response) => response.json());
  expect(call).toMatchObject({ param: "messages" });
  expect(bad).toMatchObject({ error: { code: "invalid_params", param: "messages" } });
  await expect(estimate(client, createChatCompletion, { ...hello, model: "gpt-9" })).rejects.toMatchObject({
    ...{ status: 404, code: "model_not_found", param: "model" },
  });
  await expect(estimateCost(client, { operation: "createChatCompletions" })).rejects.toMatchObject({
    ...{ status: 404, code: "operation_not_found", param: "operation" },
    message: expect.stringContaining("Did you mean createChatCompletion?"),
  });
});

test("an estimate does nothing but its own request; any other operation is one request", async () => {
  const client = await platform.stranger();
  expect(await estimate(client, getCosts, {})).toMatchObject({
    ...{ operation: "getCosts", units: { likely: { request: "1" }, worst: { request: "1" } } },
    cost: { likely: "0.0000004", worst: "0.0000004" },
  });
  await estimate(client, createChatCompletion, { ...hello, max_tokens: 5 });
  expect((await listUsage(client).all()).map(({ operation, units }) => [operation, units])).toEqual([
    ["estimateCost", { request: "1" }],
    ["estimateCost", { request: "1" }],
  ]);
});

test("a price that is not known makes the cost unknown", async () => {
  const client = await platform.stranger();
  const price = {
    provider: "platform",
    model: "*",
    unit: "output_token",
    effectiveFrom: "2026-01-02T00:00:00Z",
  };
  await createPrice(client, { ...price, amount: "1", currency: "EUR" });
  const found = await estimate(client, createChatCompletion, { ...hello, max_tokens: 5 });
  expect(found.cost).toBeNull();
});
