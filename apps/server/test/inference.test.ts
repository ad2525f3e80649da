import {
  AuthenticationError,
  createClient,
  NotFoundError,
  PermissionError,
  ValidationError,
} from "@platform/core";
import { listUsage } from "@platform/costops";
import {
  createChatCompletion,
  createEmbedding,
  type CreateChatCompletionParams,
  getModel,
  inference,
  listModels,
} from "@platform/inference";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, script, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference({ gguf: "scripted" });
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations], opened.engines);
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const encoder = "universal-sentence-encoder-lite";
const hello: CreateChatCompletionParams = {
  model: "scripted",
  messages: [{ role: "user", content: "hello" }],
  temperature: 0,
};

describe("createChatCompletion", () => {
  test("answers in OpenAI's shape and names the model that answered", async () => {
    const answer = await createChatCompletion(platform.client, hello);
    expect(answer).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: "chat.completion",
      created: expect.closeTo(Date.now() / 1000, -2),
      model: "scripted",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: script, refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: expect.anything(),
    });
    const { prompt_tokens, completion_tokens, total_tokens } = answer.usage;
    expect(completion_tokens).toBeGreaterThan([...script].length);
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
  });

  test("extract quotes the passages it is given, also as parts of text", async () => {
    const passage = '<passage id="7" source="sky.txt">Grass is green. The sky is blue at noon.</passage>';
    const content = [passage, "What colour is the sky?"].map((text) => ({ type: "text" as const, text }));
    const { choices } = await createChatCompletion(platform.client, {
      model: "extract",
      messages: [{ role: "user", content }],
    });
    expect(choices[0]?.message.content).toContain('"The sky is blue at noon." [7]');
  });

  test("limits, stop texts and a JSON schema reach the model", async () => {
    const short = await createChatCompletion(platform.client, { ...hello, max_completion_tokens: 2 });
    expect(short).toMatchObject({ choices: [{ finish_reason: "length" }], usage: { completion_tokens: 2 } });
    const stopped = await createChatCompletion(platform.client, { ...hello, stop: "-brown" });
    expect(stopped.choices[0]).toMatchObject({ message: { content: "é😀日 quick" }, finish_reason: "stop" });
    const schema = { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] };
    const json = await createChatCompletion(platform.client, {
      ...hello,
      response_format: { type: "json_schema", json_schema: { name: "answer", schema } },
    });
    expect(typeof JSON.parse(json.choices[0]?.message.content ?? "").ok).toBe("boolean");
  });

  test("what asks for nothing, and null, is taken", async () => {
    const answer = await createChatCompletion(platform.client, {
      ...hello,
      ...{ seed: null, stop: null, top_p: null, max_tokens: null, response_format: { type: "text" } },
      ...{ n: 1, frequency_penalty: 0, presence_penalty: 0, logprobs: false, tools: [], tool_choice: "none" },
      ...{ metadata: { a: "b" }, store: true, service_tier: "auto", parallel_tool_calls: true },
      ...{ modalities: ["text"], logit_bias: {}, stream_options: null, prompt_cache_key: "k", audio: null },
    });
    expect(answer.choices[0]?.message.content).toBe(script);
  });

  test.each([
    ["tools", [{ type: "function", function: { name: "f" } }]],
    ["tool_choice", "required"],
    ["functions", [{ name: "f" }]],
    ["n", 2],
    ["logprobs", true],
    ["top_logprobs", 3],
    ["logit_bias", { 5: 1 }],
    ["audio", { voice: "alloy", format: "mp3" }],
    ["modalities", ["text", "audio"]],
    ["frequency_penalty", 0.5],
    ["temperatur", 1],
  ])("%s is refused by name", async (param, value) => {
    const refused = createChatCompletion(platform.client, { ...hello, [param]: value });
    await expect(refused).rejects.toBeInstanceOf(ValidationError);
    await expect(refused).rejects.toMatchObject({ code: "unsupported_parameter", param, status: 400 });
  });

  test("what one model's engine cannot do is refused by the name it has on the wire", async () => {
    const format = { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } } as const;
    await expect(
      createChatCompletion(platform.client, { ...hello, model: "extract", response_format: format }),
    ).rejects.toMatchObject({ code: "unsupported_parameter", param: "response_format" });
    await expect(createChatCompletion(platform.client, { ...hello, top_p: 0 })).rejects.toMatchObject({
      status: 400,
      param: "top_p",
    });
  });

  test.each([
    ["messages", { ...hello, messages: [] }],
    ["messages.0.content", { ...hello, messages: [{ role: "user", content: [{ type: "image_url" }] }] }],
    ["messages.0.role", { ...hello, messages: [{ role: "robot", content: "x" }] }],
    [
      "messages.0.tool_calls",
      { ...hello, messages: [{ role: "assistant", content: null, tool_calls: [{}] }] },
    ],
    ["max_tokens", { ...hello, max_tokens: 0 }],
    ["max_tokens", { ...hello, max_tokens: 1, max_completion_tokens: 2 }],
    ["stop", { ...hello, stop: "" }],
    ["temperature", { ...hello, temperature: 3 }],
    ["response_format.type", { ...hello, response_format: { type: "json_object" } }],
    ["model", { messages: hello.messages }],
    ["stream_options.include_usage", { ...hello, stream: true, stream_options: { include_usage: 1 } }],
    ["stream", { ...hello, stream: "yes" }],
  ])("the server itself refuses a bad %s", async (param, json) => {
    const response = await platform.call("/v1/chat/completions", { json });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: object }).error).toMatchObject({ param });
  });

  test("messages longer than the model's context are refused, not cut", async () => {
    const messages = [{ role: "user" as const, content: "ab".repeat(5_000) }];
    const refused = createChatCompletion(platform.client, { ...hello, messages });
    await expect(refused).rejects.toMatchObject({ status: 400, param: "messages" });
  });

  test("an unknown model is not found, and those there are are named", async () => {
    const missing = createChatCompletion(platform.client, { ...hello, model: "gpt-9" });
    await expect(missing).rejects.toBeInstanceOf(NotFoundError);
    await expect(missing).rejects.toMatchObject({ code: "model_not_found", param: "model" });
    await expect(missing).rejects.toThrow("There are: extract, scripted.");
    await expect(createChatCompletion(platform.client, { ...hello, model: encoder })).rejects.toThrow(
      `${encoder} is not a model that chats.`,
    );
  });

  test("twenty at once are all answered", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => createChatCompletion(platform.client, hello)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20);
    expect(answers.every(({ choices }) => choices[0]?.message.content === script)).toBe(true);
  });

  test("the same call twice is worked out twice and paid once", async () => {
    const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "twice" });
    const options = { idempotencyKey: "twice" };
    const first = await createChatCompletion(client, hello, options);
    const again = await createChatCompletion(client, hello, options);
    expect(again.choices).toEqual(first.choices);
    expect(again.id).not.toBe(first.id);
    expect(await listUsage(platform.client, { runId: "twice" }).all()).toHaveLength(1);
  });
});

describe("models", () => {
  test("are listed in OpenAI's shape, with what they are for", async () => {
    const { object, data } = await listModels(platform.client);
    expect(object).toBe("list");
    expect(data.map(({ id, kind }) => [id, kind])).toEqual([
      ["extract", "chat"],
      ["scripted", "chat"],
      [encoder, "embedding"],
    ]);
    expect(data[2]).toMatchObject({
      object: "model",
      owned_by: "platform",
      dimensions: 512,
      max_tokens: 128,
    });
    for (const model of data) expect(await getModel(platform.client, { model: model.id })).toEqual(model);
  });

  test("an unknown one is not found", async () => {
    await expect(getModel(platform.client, { model: "org/none" })).rejects.toMatchObject({
      code: "model_not_found",
      status: 404,
    });
  });
});

describe("the ledger", () => {
  test("has one priced row for each operation, with model, user and run", async () => {
    const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "metered" });
    const { chat, embeddings, models } = inference(client);
    const { usage } = await chat.completions.create({ ...hello, user: "ada" });
    await embeddings.create({ model: encoder, input: ["a cat", "a dog"], user: "ada" });
    await models.list();
    await models.get({ model: "extract" });
    for await (const _ of chat.completions.stream({ ...hello, user: "ada" }));
    const all = () => listUsage(platform.client, { runId: "metered" }).all();
    // A stream's row is written after its last event.
    await expect.poll(all, { timeout: 10_000 }).toHaveLength(5);
    const rows = await all();
    expect(rows.map(({ operation }) => operation).toReversed()).toEqual([
      "createChatCompletion",
      "createEmbedding",
      "listModels",
      "getModel",
      "streamChatCompletion",
    ]);
    expect(rows.every(({ cost }) => cost !== null)).toBe(true);
    const tokens = {
      input_token: String(usage.prompt_tokens),
      output_token: String(usage.completion_tokens),
    };
    const by = (name: string) => rows.find(({ operation }) => operation === name);
    const of = { provider: "platform", userId: "ada" };
    expect(by("createChatCompletion")).toMatchObject({ ...of, model: "scripted", units: tokens, tags: {} });
    expect(by("streamChatCompletion")).toMatchObject({ ...of, model: "scripted", units: tokens, tags: {} });
    expect(by("createEmbedding")).toMatchObject({ ...of, model: encoder });
    expect(Object.keys(by("createEmbedding")?.units ?? {})).toEqual(["input_token"]);
  });

  test("has nothing of a refused call", async () => {
    const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "refused" });
    await expect(createChatCompletion(client, { ...hello, n: 3 })).rejects.toBeInstanceOf(ValidationError);
    await expect(createEmbedding(client, { model: "x", input: "x" })).rejects.toBeInstanceOf(NotFoundError);
    expect(await listUsage(platform.client, { runId: "refused" }).all()).toEqual([]);
  });
});

test("a wrong key and a missing scope are refused", async () => {
  await expect(listModels(platform.clientWith("plat_wrong"))).rejects.toBeInstanceOf(AuthenticationError);
  const reader = await platform.stranger(["inference:read"]);
  expect((await listModels(reader)).data).toHaveLength(3);
  await expect(createChatCompletion(reader, hello)).rejects.toBeInstanceOf(PermissionError);
  await expect(createEmbedding(reader, { model: encoder, input: "x" })).rejects.toBeInstanceOf(
    PermissionError,
  );
  await expect(listModels(await platform.stranger(["vectors:*"]))).rejects.toBeInstanceOf(PermissionError);
});
