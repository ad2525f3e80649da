import { BudgetExceededError, createClient } from "@platform/core";
import { createBudget, createPrice, getBudget, listUsage } from "@platform/costops";
import { createChatCompletion, createEmbedding, streamChatCompletion } from "@platform/inference";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, type TestInference } from "./inference.ts";
import { type ModelServer, startModelServer } from "./model-server.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

// An upstream that heeds no limit, behind the real server: what is set aside is what is paid, whatever it does.
let models: ModelServer;
let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  models = await startModelServer();
  const upstreamEmbeddings = [{ id: "heedless-embeds", dimensions: 2 }];
  opened = await openInference({ upstreamUrl: `${models.url}/v1`, upstreamEmbeddings });
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations], opened.engines);
  const dated = { provider: new URL(models.url).host, model: "*", effectiveFrom: "2026-01-02T00:00:00Z" };
  await createPrice(platform.client, { ...dated, unit: "output_token", amount: "1" });
  await createPrice(platform.client, { ...dated, unit: "input_token", amount: "0" });
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
  await models.close();
});

const messages = [{ role: "user" as const, content: "hello" }];

/** A run with a hard budget of so many tokens, and what came of it. */
async function budgeted(runId: string, limit: string) {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, retry: false, runId });
  const { id: budgetId } = await createBudget(client, { name: runId, limit, scope: { runId } });
  /** The run's one row in the ledger, and how the budget stands. */
  const outcome = async () => {
    const { spent, reserved } = await getBudget(client, { budgetId });
    const [row, ...more] = await listUsage(platform.client, { runId }).all();
    expect(more).toEqual([]);
    return { spent, reserved, output: row?.units["output_token"], tags: row?.tags };
  };
  return { client, outcome };
}

/** Reads a stream to its end, and tells its text, its reason and its failure. */
async function read(stream: ReturnType<typeof streamChatCompletion>) {
  let [text, reason] = ["", ""];
  try {
    for await (const { choices } of stream) {
      text += choices[0]?.delta.content ?? "";
      reason = choices[0]?.finish_reason ?? reason;
    }
  } catch (error) {
    return { text, reason, error };
  }
  return { text, reason };
}

test.each([
  ["heedless-words", "word ".repeat(7)],
  // A chunk that would go beyond is not shown, though part of it is paid for.
  ["heedless-counts", "a few words at once "],
  ["heedless-thinks", ""],
  // Nobody counts: a token is taken to be eight bytes at the most.
  ["heedless-lumps", "much at once, without a word of how much it may be "],
])("%s: a stream stops when what was left is used up, and nothing more is paid", async (model, told) => {
  const { client, outcome } = await budgeted(model, "7");
  const { text, error } = await read(streamChatCompletion(client, { model, messages }));
  expect(error).toMatchObject({ code: "budget_exceeded" });
  expect(text).toBe(told);
  const paid = { spent: "7", reserved: "0", output: "7", tags: { tokens: "limited" } };
  expect(await outcome()).toEqual(paid);
  // The upstream is told to stop, too.
  await expect.poll(() => models.answering, { timeout: 10_000 }).toBe(0);
  await expect(read(streamChatCompletion(client, { model, messages }))).resolves.toMatchObject({
    error: expect.any(BudgetExceededError),
  });
});

test("under a budget with room the caller's own limit is kept for an upstream that does not", async () => {
  const { client, outcome } = await budgeted("roomy", "1000");
  const limited = { model: "heedless-words", messages, max_tokens: 5 };
  const streamed = await read(streamChatCompletion(client, limited));
  expect(streamed).toEqual({ text: "word ".repeat(5), reason: "length" });
  expect(await outcome()).toMatchObject({ spent: "5", reserved: "0", output: "5" });
});

test("an answer in one piece ends there too, and says so", async () => {
  const { client, outcome } = await budgeted("whole", "4");
  const { choices, usage } = await createChatCompletion(client, { model: "heedless-words", messages });
  expect(choices).toMatchObject([{ message: { content: "word word word word " }, finish_reason: "length" }]);
  expect(usage.completion_tokens).toBe(4);
  expect(await outcome()).toMatchObject({ spent: "4", reserved: "0", tags: { tokens: "limited" } });
});

test("tokens that were thought in silence are paid as far as they were set aside", async () => {
  const { client, outcome } = await budgeted("silent", "100");
  const asked = { model: "heedless-silent", messages, max_tokens: 50 };
  const { choices, usage } = await createChatCompletion(client, asked);
  expect(choices[0]).toMatchObject({ message: { content: "Yes." }, finish_reason: "stop" });
  expect(usage.completion_tokens).toBe(50);
  // More than the bytes of the messages and what templates add cannot have been asked.
  expect(usage.prompt_tokens).toBeLessThan(200);
  expect(await outcome()).toMatchObject({ spent: "50", reserved: "0", tags: { tokens: "limited" } });
});

test("an embedding is paid as far as its text can have tokens", async () => {
  const { client, outcome } = await budgeted("embedding", "100");
  const upstream = { provider: new URL(models.url).host, model: "heedless-embeds", unit: "input_token" };
  await createPrice(platform.client, { ...upstream, amount: "1", effectiveFrom: "2026-01-02T00:00:00Z" });
  await createEmbedding(client, { model: "heedless-embeds", input: "cat" });
  // Three bytes, and the marks around them.
  expect(await outcome()).toMatchObject({ spent: "19", reserved: "0", tags: { tokens: "limited" } });
});

test("without a budget it is charged as it was", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "free" });
  await createChatCompletion(client, { model: "heedless-silent", messages, max_tokens: 50 });
  const rows = await listUsage(platform.client, { runId: "free" }).all();
  expect(rows).toMatchObject([{ units: { output_token: "5000", input_token: "5000" }, tags: {} }]);
});

test("OpenAI's own client reads what came, then the error", async () => {
  const { outcome } = await budgeted("openai", "3");
  const openai = new OpenAI({
    ...{ apiKey: platform.project.key, baseURL: `${platform.url}/v1`, maxRetries: 0 },
    defaultHeaders: { "x-run-id": "openai" },
  });
  let text = "";
  const all = async () => {
    const stream = await openai.chat.completions.create({ model: "heedless-words", messages, stream: true });
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
  };
  await expect(all()).rejects.toMatchObject({ code: "budget_exceeded" });
  expect(text).toBe("word word word ");
  expect(await outcome()).toMatchObject({ spent: "3", reserved: "0" });
  await expect(all()).rejects.toMatchObject({ status: 402, code: "budget_exceeded" });
});
