import { createClient } from "@platform/core";
import { createBudget, createPrice, exportUsage, getBudget, getCosts } from "@platform/costops";
import { createEmbedding } from "@platform/inference";
import {
  createIndex,
  getIndex,
  searchText,
  searchVectors,
  upsertTexts,
  upsertVectors,
} from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { openTestEngines, type TestEngines } from "./vector-engines.ts";

let stores: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  stores = await openTestEngines();
  platform = await startTestPlatform(
    [
      ...[...costopsOperations, ...inferenceOperations, ...vectorsOperations],
      // A conversation of at most three messages.
      { ...serveChat, worstCase: () => ({ units: { messages: "3" } }) },
    ],
    stores.engines,
  );
  // In whole units, so that what is left can be told at a glance.
  for (const unit of ["input_token", "vector_write", "vector_read", "messages"]) {
    await createPrice(platform.client, { ...dated, model: "*", unit, amount: "1" });
  }
  await createPrice(platform.client, { ...dated, model: "exportUsage", unit: "request", amount: "1" });
});
afterAll(async () => {
  await platform.stop();
  await stores.close();
});

const dated = { provider: "platform", effectiveFrom: "2026-01-02T00:00:00Z" };
const encoder = "universal-sentence-encoder-lite";
const tooMuch = { code: "budget_exceeded", status: 402 };

/** A client whose run has a hard budget, and how that stands. */
async function budgeted(runId: string, limit: string) {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit, scope: { runId } });
  const stands = async () => {
    const { spent, reserved } = await getBudget(client, { budgetId });
    return [spent, reserved];
  };
  const ledger = async () => (await getCosts(platform.client, { runId })).totals[0]?.cost ?? "0";
  return { client, stands, ledger };
}

test("embeddings: ten callers at once, and the tokens of those that were let in are never over the limit", async () => {
  const { client, stands, ledger } = await budgeted("embed", "60");
  // 12 bytes and the marks around them: 28 tokens at the most.
  const embed = () => createEmbedding(client, { model: encoder, input: "a cat sleeps" });
  const done = await Promise.allSettled(Array.from({ length: 10 }, embed));
  const reasons = done.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  for (const reason of reasons) expect(reason).toMatchObject(tooMuch);
  expect(reasons.length).toBeGreaterThan(0);
  const spent = await ledger();
  expect(Number(spent)).toBeGreaterThan(0);
  expect(Number(spent)).toBeLessThanOrEqual(60);
  expect(await stands()).toEqual([spent, "0"]);
});

test("an embedding that fails gives everything back", async () => {
  const { client, stands } = await budgeted("embed-failed", "100");
  const params = { model: encoder, input: "a cat sleeps", dimensions: 3 };
  await expect(createEmbedding(client, params)).rejects.toMatchObject({ code: "unsupported_parameter" });
  expect(await stands()).toEqual(["0", "0"]);
});

test("vectors: what does not fit is not written, what fits is charged one by one", async () => {
  const { client, stands } = await budgeted("vectors", "4");
  const { id: index } = await createIndex(platform.client, { name: "bare", dimension: 2 });
  const some = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `v${n}`, values: [1, n] }));
  await expect(upsertVectors(client, { index, vectors: some(5) })).rejects.toMatchObject(tooMuch);
  expect(await getIndex(platform.client, { index })).toMatchObject({ count: 0 });
  await upsertVectors(client, { index, vectors: some(3) });
  expect(await stands()).toEqual(["3", "0"]);
  await searchVectors(client, { index, vector: [1, 1] });
  expect(await stands()).toEqual(["4", "0"]);
  await expect(searchVectors(client, { index, vector: [1, 1] })).rejects.toMatchObject(tooMuch);
});

test("texts count their tokens and their writes; an index without a model is refused as it always is", async () => {
  const { client, stands, ledger } = await budgeted("texts", "60");
  const { id: index } = await createIndex(platform.client, { name: "texts", model: encoder });
  const texts = [{ text: "a cat sleeps" }, { text: "a dog barks" }];
  await upsertTexts(client, { index, texts });
  const spent = await ledger();
  // Two writes, and a token at least of each text.
  expect(Number(spent)).toBeGreaterThan(4);
  expect(await stands()).toEqual([spent, "0"]);
  await expect(upsertTexts(client, { index, texts })).rejects.toMatchObject(tooMuch);
  const { id: bare } = await createIndex(platform.client, { name: "no-model", dimension: 2 });
  await expect(searchText(client, { index: bare, query: "a" })).rejects.toMatchObject({ code: "no_model" });
  expect(await stands()).toEqual([spent, "0"]);
});

test("downloads: of five at once two are paid for, and one that fails is free", async () => {
  const { client, stands } = await budgeted("files", "2");
  await platform.call("/v1/usage", {
    json: { provider: "acme", model: "unknown", units: { x: "1" }, runId: "unpriced" },
  });
  const failed = exportUsage(client, { format: "csv", columns: "focus", runId: "unpriced" });
  await expect(failed).rejects.toMatchObject({ code: "unpriced_usage" });
  const done = await Promise.allSettled(
    Array.from({ length: 5 }, () => exportUsage(client, { format: "csv" })),
  );
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(await stands()).toEqual(["2", "0"]);
});

test("a socket holds its worst case until it closes; another one that does not fit is closed with 4002", async () => {
  // Of a whole project: a socket belongs to no run.
  const client = await platform.stranger();
  await createPrice(client, { ...dated, model: "*", unit: "messages", amount: "1" });
  const { id: budgetId } = await createBudget(client, { name: "talk", limit: "5" });
  const stands = async () => {
    const { spent, reserved } = await getBudget(client, { budgetId });
    return [spent, reserved];
  };
  // The request that made the price.
  const [price, withOne] = ["0.0000004", "1.0000004"];
  const socket = await chat(client, { room: "a" });
  const messages = socket[Symbol.asyncIterator]();
  expect((await messages.next()).value).toEqual({ text: "a 0" });
  expect(await stands()).toEqual([price, "3"]);
  const refused = await chat(client, { room: "b" });
  const read = async () => {
    for await (const message of refused) expect(message).toBeUndefined();
  };
  await expect(read()).rejects.toMatchObject({ closeCode: 4002 });
  expect(await stands()).toEqual([price, "3"]);
  socket.send({ text: "bye" });
  expect((await messages.next()).done).toBe(true);
  await expect.poll(stands, { timeout: 20_000 }).toEqual([withOne, "0"]);
});
