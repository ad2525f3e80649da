import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { beforeEach, expect, test } from "vitest";
import {
  chat,
  complete,
  completion,
  embed,
  ending,
  piece,
  respond,
  streamChat,
  work,
} from "../../test/models.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { startTelemetry } from "../../test/telemetry.ts";
import { otel } from "../otel.ts";

const telemetry = startTelemetry();
beforeEach(telemetry.reset);
const messages = [{ role: "user", content: "How are you?" }];

test("a call of a model says what was asked for and what was used", async () => {
  await using server = await serve((response) => json(response, completion("Well.")));
  await chat(server.client({ use: [otel()] }), {
    model: "small",
    messages,
    temperature: 0.2,
    max_tokens: 50,
    seed: 7,
    n: 1,
    response_format: { type: "json_schema" },
  });
  const [call] = telemetry.named("chat small");
  expect(call?.attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "platform",
    "gen_ai.request.model": "small",
    "gen_ai.request.temperature": 0.2,
    "gen_ai.request.max_tokens": 50,
    "gen_ai.request.seed": 7,
    "gen_ai.output.type": "json",
    "gen_ai.response.id": "chatcmpl-1",
    "gen_ai.response.model": "small-2026",
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.output_tokens": 20,
    "gen_ai.usage.cache_read.input_tokens": 60,
    "gen_ai.usage.reasoning.output_tokens": 7,
  });
  const names = Object.keys(call?.attributes ?? {});
  for (const absent of [
    "gen_ai.system",
    "gen_ai.request.choice.count",
    "gen_ai.request.stream",
    "gen_ai.input.messages",
  ])
    expect(names).not.toContain(absent);
});

test("a streamed answer is told from its events, with the time to the first", async () => {
  await using server = await serve((response) => {
    events(response, piece(), piece("I am"), piece(" well."));
    response.end(ending);
  });
  await collect(
    streamChat(server.client({ use: [otel({ provider: "openai" })] }), { model: "small", messages }),
  );
  const [call] = telemetry.named("chat small");
  expect(call?.attributes).toMatchObject({
    "gen_ai.provider.name": "openai",
    "gen_ai.request.stream": true,
    "gen_ai.response.id": "chatcmpl-2",
    "gen_ai.response.finish_reasons": ["length"],
    "gen_ai.response.time_to_first_chunk": expect.any(Number),
    "gen_ai.usage.input_tokens": 9,
    "gen_ai.usage.output_tokens": 4,
  });
  const first = await telemetry.histogram("gen_ai.client.operation.time_to_first_chunk");
  expect(first?.dataPoints[0]?.value.count).toBe(1);
});

test("metrics have the conventions' names, units, buckets and attributes", async () => {
  await using server = await serve((response, _, count) =>
    count === 1 ? json(response, completion("Well.")) : json(response, {}, 400),
  );
  const client = server.client({ use: [otel()] });
  await chat(client, { model: "small", messages });
  await failure(chat(client, { model: "small", messages }));
  const tokens = await telemetry.histogram("gen_ai.client.token.usage");
  expect(tokens?.descriptor.unit).toBe("{token}");
  const told = tokens?.dataPoints.map(({ attributes, value }) => [
    attributes["gen_ai.token.type"],
    value.sum,
  ]);
  expect(told).toEqual([
    ["input", 100],
    ["output", 20],
  ]);
  expect(tokens?.dataPoints[0]?.value.buckets.boundaries).toEqual([
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
  ]);
  expect(tokens?.dataPoints[0]?.attributes).toEqual({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "platform",
    "gen_ai.request.model": "small",
    "gen_ai.response.model": "small-2026",
    "gen_ai.token.type": "input",
    "server.address": "127.0.0.1",
    "server.port": Number(new URL(server.url).port),
  });
  const duration = await telemetry.histogram("gen_ai.client.operation.duration");
  expect(duration?.descriptor.unit).toBe("s");
  expect(duration?.dataPoints.map(({ attributes }) => attributes["error.type"])).toEqual([
    undefined,
    "ValidationError",
  ]);
  expect(duration?.dataPoints[0]?.value.buckets.boundaries).toEqual([
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
  ]);
});

test("what a route does not show to be a model's is none, and an odd answer harms nothing", async () => {
  const odd = [
    null,
    [],
    { choices: "none" },
    { usage: { prompt_tokens: "many" }, choices: [null, 5, { delta: 7 }] },
  ];
  await using server = await serve((response, { body }) =>
    json(response, odd[(JSON.parse(body) as { n: number }).n]),
  );
  const client = server.client({ use: [otel({ content: true })] });
  await work(client, { agent: "a", n: 3 });
  expect(telemetry.named("work")).toHaveLength(1);
  for (const n of odd.keys()) await chat(client, { model: 5, messages: 7, n }).catch(() => {});
  expect(telemetry.named("chat").map(({ attributes }) => attributes["gen_ai.usage.input_tokens"])).toEqual(
    Array(4).fill(undefined),
  );
});

test("embeddings, completions and responses are known by their routes", async () => {
  const usage = { prompt_tokens: 5, total_tokens: 5 };
  await using server = await serve((response, { url }) =>
    url.endsWith("embeddings")
      ? json(response, { object: "list", data: [], model: "e-2026", usage })
      : url.endsWith("responses")
        ? json(response, { id: "r", status: "completed", usage: { input_tokens: 3, output_tokens: 2 } })
        : json(response, { id: "c", choices: [{ text: "b", finish_reason: "stop" }] }),
  );
  const client = server.client({ use: [otel()] });
  await embed(client, { model: "e", input: ["a"], dimensions: 8, encoding_format: "float" });
  await complete(client, { model: "m", prompt: "a" });
  await respond(client, { model: "m", input: "a", max_output_tokens: 9 });
  const [embeddings, completed, responded] = telemetry
    .spans()
    .filter(({ name }) => !name.startsWith("POST"))
    .map(({ name, attributes }) => ({ name, ...attributes }));
  expect(embeddings).toMatchObject({
    name: "embeddings e",
    "gen_ai.embeddings.dimension.count": 8,
    "gen_ai.request.encoding_formats": ["float"],
    "gen_ai.response.model": "e-2026",
    "gen_ai.usage.input_tokens": 5,
  });
  expect(completed).toMatchObject({ name: "text_completion m", "gen_ai.response.finish_reasons": ["stop"] });
  expect(responded).toMatchObject({
    name: "chat m",
    "gen_ai.usage.output_tokens": 2,
    "gen_ai.request.max_tokens": 9,
  });
});

test("with `content` what was said is recorded in the conventions' form", async () => {
  await using server = await serve((response, { body }) => {
    if (!(JSON.parse(body) as { stream?: boolean }).stream) return json(response, completion("Well."));
    events(response, piece(), piece("I am"), piece(" well."));
    response.end(ending);
  });
  const client = server.client({ use: [otel({ content: true })] });
  const called = { id: "t1", type: "function", function: { name: "look", arguments: "{}" } };
  const talk = [
    {
      role: "user",
      content: [
        { type: "text", text: "Look" },
        { type: "image_url", image_url: { url: "x" } },
      ],
    },
    { role: "assistant", content: null, tool_calls: [called] },
    { role: "tool", tool_call_id: "t1", content: "a cat" },
  ];
  await chat(client, { model: "small", messages: talk });
  await collect(streamChat(client, { model: "small", messages }));
  const told = telemetry.named("chat small").map(({ attributes }) => ({
    input: JSON.parse(String(attributes["gen_ai.input.messages"])) as unknown,
    output: JSON.parse(String(attributes["gen_ai.output.messages"])) as unknown,
  }));
  const text = (content: string) => ({ type: "text", content });
  expect(told).toEqual([
    {
      input: [
        { role: "user", parts: [text("Look"), { type: "image_url" }] },
        { role: "assistant", parts: [{ type: "tool_call", id: "t1", name: "look", arguments: "{}" }] },
        { role: "tool", parts: [{ type: "tool_call_response", id: "t1", response: "a cat" }] },
      ],
      output: [{ role: "assistant", parts: [text("Well.")], finish_reason: "stop" }],
    },
    {
      input: [{ role: "user", parts: [text("How are you?")] }],
      output: [{ role: "assistant", parts: [text("I am well.")], finish_reason: "length" }],
    },
  ]);
});

test("every name recorded is one of the conventions', or begins with platform", async () => {
  await using server = await serve((response, { body }, count) => {
    if (count === 1) return json(response, {}, 503);
    if (!(JSON.parse(body) as { stream?: boolean }).stream) return json(response, completion("Well."));
    events(response, piece("I am"));
    response.end(ending);
  });
  const client = server.client({ use: [otel({ content: true })] });
  await chat(client, { model: "small", messages, n: 2, top_p: 1, frequency_penalty: 1, presence_penalty: 1 });
  await collect(streamChat(client, { model: "small", messages }));
  const known = new Set<unknown>(Object.values(conventions));
  const names = telemetry.spans().flatMap(({ attributes }) => Object.keys(attributes));
  expect(names.length).toBeGreaterThan(20);
  // Headers have a name each; the conventions know their beginning only.
  const own = /^(platform\.|http\.response\.header\.)/;
  expect([...new Set(names)].filter((name) => !own.test(name) && !known.has(name))).toEqual([]);
});
