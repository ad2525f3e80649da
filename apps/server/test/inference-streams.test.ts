import { createClient, NotFoundError, ValidationError } from "@platform/core";
import { listUsage, type UsageRecord } from "@platform/costops";
import {
  type ChatCompletionChunk,
  createChatCompletion,
  getModel,
  streamChatCompletion,
} from "@platform/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { EngineError } from "../src/engine-error.ts";
import type { ChatEngine } from "../src/inference/engine.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference({ gguf: "endless" });
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations], opened.engines);
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const messages = [{ role: "user" as const, content: "hello" }];
const endless = { model: "endless", messages, temperature: 0 };
const as = (runId: string) => createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId });

/** The one row of a run, when it is there. */
async function rowOf(runId: string): Promise<UsageRecord> {
  const rows = () => listUsage(platform.client, { runId }).all();
  await expect.poll(rows, { timeout: 10_000 }).toHaveLength(1);
  const [row] = await rows();
  if (row === undefined) throw new Error("The row has gone.");
  return row;
}

async function events(more: object = {}): Promise<(ChatCompletionChunk | string)[]> {
  const json = { ...endless, max_tokens: 3, stream: true, ...more };
  const response = await platform.call("/v1/chat/completions", { json });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const text = await response.text();
  const data = text.split("\n\n").flatMap((event) => (event.startsWith("data: ") ? [event.slice(6)] : []));
  return data.map((one) => (one.startsWith("{") ? (JSON.parse(one) as ChatCompletionChunk) : one));
}

test("the framing is OpenAI's: role first, then text, an empty delta with the reason, [DONE]", async () => {
  const all = await events();
  expect(all.at(-1)).toBe("[DONE]");
  const chunks = all.slice(0, -1) as ChatCompletionChunk[];
  const { id, created } = chunks[0] as ChatCompletionChunk;
  expect(id).toMatch(/^chatcmpl-/);
  const head = { id, created, model: "endless", object: "chat.completion.chunk" };
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason }],
  });
  expect(chunks).toEqual([
    chunk({ role: "assistant", content: "" }),
    ...["a", "b", "a"].map((content) => chunk({ content })),
    chunk({}, "length"),
  ]);
});

test("usage comes last and only when asked for; the chunks before it then say null", async () => {
  const chunks = (await events({ stream_options: { include_usage: true } })).slice(
    0,
    -1,
  ) as ChatCompletionChunk[];
  const last = chunks.pop();
  expect(last).toMatchObject({ choices: [], usage: { completion_tokens: 3 } });
  expect(chunks.every(({ usage, choices }) => usage === null && choices.length === 1)).toBe(true);
  expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("length");
});

test("a failure before the first chunk is an ordinary error", async () => {
  const ask = async (more: object) => {
    for await (const _ of streamChatCompletion(platform.client, { ...endless, ...more }));
  };
  await expect(ask({ model: "none" })).rejects.toBeInstanceOf(NotFoundError);
  await expect(ask({ tools: [{}] })).rejects.toMatchObject({ code: "unsupported_parameter", param: "tools" });
  await expect(ask({ messages: [{ role: "user", content: "ab".repeat(5_000) }] })).rejects.toBeInstanceOf(
    ValidationError,
  );
});

test("leaving the loop stops the model, frees its place, and is paid for what came", async () => {
  // More than the model has places, so that one not given back would stop the next.
  for (const n of [1, 2, 3, 4, 5]) {
    let text = "";
    for await (const chunk of streamChatCompletion(as(`left-${n}`), { ...endless, user: "ada" })) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (text.length >= 8) break;
    }
    const row = await rowOf(`left-${n}`);
    expect(row).toMatchObject({ model: "endless", userId: "ada", tags: { tokens: "estimated" } });
    expect(Number(row.units["output_token"])).toBeGreaterThanOrEqual(2);
    expect(row.units["input_token"]).toBe("2");
    expect(row.cost).not.toBeNull();
  }
  expect(platform.inflight.size).toBe(0);
});

test("a caller's abort does the same", async () => {
  const caller = new AbortController();
  const read = async () => {
    const stream = streamChatCompletion(as("aborted"), endless, { signal: caller.signal });
    for await (const _ of stream) caller.abort(new Error("enough"));
  };
  await expect(read()).rejects.toThrow();
  expect(await rowOf("aborted")).toMatchObject({ tags: { tokens: "estimated" } });
});

test("leaving a call that does not stream stops the model, and nothing is paid", async () => {
  const caller = new AbortController();
  const call = createChatCompletion(as("gone"), endless, { signal: caller.signal });
  await expect.poll(() => platform.inflight.size).toBe(1);
  caller.abort();
  await expect(call).rejects.toThrow();
  await expect.poll(() => platform.inflight.size, { timeout: 10_000 }).toBe(0);
  expect(await listUsage(platform.client, { runId: "gone" }).all()).toEqual([]);
});

test("the same stream opened twice is paid once", async () => {
  for (const _ of [1, 2]) {
    const options = { idempotencyKey: "stream-twice" };
    const short = { ...endless, max_tokens: 2 };
    for await (const chunk of streamChatCompletion(as("stream-twice"), short, options))
      expect(chunk.id).toBeTruthy();
  }
  expect(await rowOf("stream-twice")).toMatchObject({ units: { output_token: "2" }, tags: {} });
});

test("an answer that breaks off is an error without [DONE] or a reason, and is paid for what came", async () => {
  const chat = brokenEngine();
  const server = await startTestPlatform([...inferenceOperations, ...costopsOperations], {
    chat: { ok: true, engine: chat },
  });
  try {
    const client = createClient({ apiKey: server.project.key, baseUrl: server.url, runId: "broken" });
    const texts: string[] = [];
    const read = async () => {
      for await (const { choices } of streamChatCompletion(client, { model: "org/broken", messages })) {
        texts.push(choices[0]?.delta.content ?? "");
        expect(choices[0]?.finish_reason).toBeNull();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "upstream_failed", message: "The model broke." });
    expect(texts).toEqual(["", "half an answer"]);
    expect(await getModel(server.client, { model: "org/broken" })).toMatchObject({ id: "org/broken" });
    const all = () => listUsage(server.client, { runId: "broken", operation: "streamChatCompletion" }).all();
    await expect.poll(all, { timeout: 10_000 }).toHaveLength(1);
    const rows = await all();
    expect(rows).toMatchObject([{ units: { output_token: "4" }, tags: { tokens: "estimated" } }]);
  } finally {
    await server.stop();
  }
});

/** A real engine cannot be made to fail at a chosen word. */
function brokenEngine(): ChatEngine {
  return {
    name: "broken",
    models: [{ id: "org/broken", kind: "chat", ownedBy: "platform", description: "Breaks." }],
    async *chat() {
      yield { type: "text", text: "half an answer" };
      throw new EngineError("upstream_failed", "The model broke.");
    },
    close: async () => {},
  };
}
