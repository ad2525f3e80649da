import { listUsage, trackOpenAI, type Tracker, usageTracker } from "@platform/costops";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { type ModelServer, startModelServer } from "./model-server.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

// OpenAI's own client, against a service with its shapes; what is tracked is read back from a real ledger.
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

let tracker: Tracker;
let runId: string;
let openai: OpenAI;
beforeEach(() => {
  runId = crypto.randomUUID();
  tracker = usageTracker(platform.client);
  const plain = new OpenAI({ apiKey: "sk-secret", baseURL: `${models.url}/v1`, maxRetries: 0 });
  openai = trackOpenAI(plain, tracker, { runId, userId: "ada", tags: { team: "search" } });
});
afterEach(() => tracker.close());

/** What arrived of this test's calls. */
async function arrived() {
  expect(await tracker.close()).toBe(0);
  return listUsage(platform.client, { runId }).all();
}

const hello = { model: "gpt", messages: [{ role: "user" as const, content: "hello" }] };
const chatUnits = { input_token: "20", cached_input_token: "100", output_token: "20", reasoning_token: "10" };

test("a chat is tracked with its units, each token once", async () => {
  const answer = await openai.chat.completions.create(hello);
  expect(answer.choices[0]?.message.content).toBe("Hello");
  expect(await arrived()).toMatchObject([
    {
      ...{ provider: "openai", model: "gpt-2026", operation: "createChatCompletion", units: chatUnits },
      ...{ userId: "ada", tags: { team: "search" }, durationMs: expect.any(Number) },
    },
  ]);
});

test("a streamed chat is asked for its usage, and the caller does not see the chunk for it", async () => {
  const chunks = [];
  for await (const chunk of await openai.chat.completions.create({ ...hello, stream: true }))
    chunks.push(chunk);
  expect(models.asked.at(-1)).toMatchObject({ stream_options: { include_usage: true } });
  expect(chunks.map(({ choices }) => choices.length)).toEqual([1, 1, 1]);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("Hello é😀");
  expect(await arrived()).toMatchObject([{ units: chatUnits, tags: { team: "search" } }]);
});

test("who asked for the chunk gets it", async () => {
  const stream_options = { include_usage: true };
  const chunks = [];
  for await (const chunk of await openai.chat.completions.create({ ...hello, stream: true, stream_options }))
    chunks.push(chunk);
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 120 } });
  expect(await arrived()).toMatchObject([{ units: chatUnits }]);
});

test("the client's helpers are tracked too", async () => {
  const whole = await openai.chat.completions.stream(hello).finalChatCompletion();
  expect(whole.choices[0]?.message.content).toBe("Hello é😀");
  const { response } = await openai.chat.completions.create(hello).withResponse();
  expect(response.url).toBe(`${models.url}/v1/chat/completions`);
  expect(await arrived()).toHaveLength(2);
});

test("responses, plain and streamed, and embeddings", async () => {
  expect((await openai.responses.create({ model: "gpt", input: "hello" })).output_text).toBe("Hello");
  const types = [];
  for await (const event of await openai.responses.create({ model: "gpt", input: "hello", stream: true }))
    types.push(event.type);
  expect(types.at(-1)).toBe("response.completed");
  await openai.embeddings.create({ model: "small", input: "hello", encoding_format: "float" });
  const units = {
    ...{ input_token: "50", cached_input_token: "25", output_token: "10", reasoning_token: "30" },
  };
  expect(await arrived()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ operation: "createResponse", units }),
      expect.objectContaining({ operation: "createResponse", units }),
      expect.objectContaining({
        ...{ operation: "createEmbedding", model: "small-2026", units: { input_token: "8" } },
      }),
    ]),
  );
});

test("a stream that tells no usage, or is left, is not measured: no tokens, no cost", async () => {
  const plain = new OpenAI({ apiKey: "sk-secret", baseURL: `${models.url}/v1`, maxRetries: 0 });
  const silent = trackOpenAI(plain, tracker, { runId, streamUsage: false });
  for await (const _ of await silent.chat.completions.create({ ...hello, stream: true }));
  expect(models.asked.at(-1)).not.toHaveProperty("stream_options");
  const endless = { ...hello, model: "endless", stream: true } as const;
  for await (const _ of await openai.chat.completions.create(endless)) break;
  const lost = { units: { request: "1" }, cost: null, tags: { measured: "no" } };
  expect(await arrived()).toMatchObject([lost, lost]);
});

test("a refused call is the caller's own error and is not recorded; the given client is not tracked", async () => {
  const refused = openai.chat.completions.create({ ...hello, model: "refused" });
  await expect(refused).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  const plain = new OpenAI({ apiKey: "sk-secret", baseURL: `${models.url}/v1` });
  trackOpenAI(plain, tracker, { runId });
  await plain.chat.completions.create(hello);
  expect(await arrived()).toEqual([]);
});
