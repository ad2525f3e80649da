import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, script, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

// OpenAI's own client, unchanged but for the address.
let opened: TestInference;
let platform: TestPlatform;
let openai: OpenAI;
beforeAll(async () => {
  opened = await openInference({ gguf: "scripted" });
  platform = await startTestPlatform(inferenceOperations, opened.engines);
  openai = new OpenAI({ apiKey: platform.project.key, baseURL: `${platform.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const encoder = "universal-sentence-encoder-lite";
const hello = {
  model: "scripted",
  messages: [{ role: "user" as const, content: "hello" }],
  temperature: 0,
};

test("chat.completions.create", async () => {
  const answer = await openai.chat.completions.create({ ...hello, n: 1, user: "ada" });
  expect(answer.choices).toMatchObject([{ message: { content: script }, finish_reason: "stop" }]);
  expect(answer).toMatchObject({ _request_id: expect.stringMatching(/^req_/) });
});

test("chat.completions.create with stream", async () => {
  const stream = await openai.chat.completions.create({
    ...hello,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  let tokens = 0;
  for await (const { choices, usage } of stream) {
    text += choices[0]?.delta.content ?? "";
    tokens = usage?.completion_tokens ?? tokens;
  }
  expect(text).toBe(script);
  expect(tokens).toBeGreaterThan(0);
});

test("chat.completions.stream puts the answer together", async () => {
  const runner = openai.chat.completions.stream({ ...hello, stream_options: { include_usage: true } });
  const answer = await runner.finalChatCompletion();
  const whole = await openai.chat.completions.create(hello);
  expect(answer.choices[0]).toMatchObject({
    message: { role: "assistant", content: script },
    finish_reason: "stop",
  });
  expect(answer.usage).toEqual(whole.usage);
});

test("chat.completions.parse reads an answer that follows a schema", async () => {
  const schema = {
    type: "object",
    properties: { ok: { type: "boolean" } },
    required: ["ok"],
    additionalProperties: false,
  };
  const answer = await openai.chat.completions.parse({
    ...hello,
    response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
  });
  expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toEqual({ ok: expect.any(Boolean) });
});

test("breaking out of a stream stops the model", async () => {
  for (let n = 0; n < 4; n++) {
    for await (const _ of await openai.chat.completions.create({ ...hello, stream: true })) break;
  }
  await expect.poll(() => platform.inflight.size, { timeout: 10_000 }).toBe(0);
  expect((await openai.chat.completions.create(hello)).choices[0]?.message.content).toBe(script);
});

test("embeddings.create, in base64 as the client asks by default and in floats", async () => {
  const { data, usage } = await openai.embeddings.create({ model: encoder, input: ["a cat", "a dog"] });
  expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
    [0, 512],
    [1, 512],
  ]);
  expect(usage.prompt_tokens).toBeGreaterThan(1);
  const floats = await openai.embeddings.create({ model: encoder, input: "a cat", encoding_format: "float" });
  const [cat = []] = data.map(({ embedding }) => embedding);
  const cosine = floats.data[0]?.embedding.reduce((sum, x, i) => sum + x * (cat[i] ?? 0), 0);
  expect(cosine).toBeCloseTo(1, 3);
});

test("models.list and models.retrieve", async () => {
  const models = [];
  for await (const model of openai.models.list()) models.push(model);
  expect(models.map(({ id }) => id)).toEqual(["extract", "scripted", encoder]);
  expect(await openai.models.retrieve("extract")).toEqual(models[0]);
});

test("failures arrive as the client's own errors", async () => {
  await expect(openai.chat.completions.create({ ...hello, model: "gpt-9" })).rejects.toMatchObject({
    constructor: OpenAI.NotFoundError,
    code: "model_not_found",
    param: "model",
    requestID: expect.stringMatching(/^req_/),
  });
  await expect(openai.chat.completions.create({ ...hello, n: 2 })).rejects.toMatchObject({
    constructor: OpenAI.BadRequestError,
    code: "unsupported_parameter",
    param: "n",
    type: "invalid_request_error",
  });
  await expect(
    openai.chat.completions.create({ ...hello, model: "gpt-9", stream: true }),
  ).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(openai.embeddings.create({ model: encoder, input: "" })).rejects.toBeInstanceOf(
    OpenAI.BadRequestError,
  );
  const stranger = new OpenAI({ apiKey: "plat_wrong", baseURL: `${platform.url}/v1`, maxRetries: 0 });
  await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  const { key } = await platform.addProject(["inference:read"]);
  const reader = new OpenAI({ apiKey: key, baseURL: `${platform.url}/v1`, maxRetries: 0 });
  await expect(reader.chat.completions.create(hello)).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
});
