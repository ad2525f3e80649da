import { afterEach, describe, expect, it } from "vitest";
import type { ChatEngine } from "../../engine.ts";
import { openUpstream, type UpstreamOptions } from "./open-upstream.ts";
import { ask, collect, textOf } from "./testing/ask.ts";
import {
  answers,
  delta,
  done,
  event,
  type Reaction,
  type ScriptedServer,
  scriptServer,
  streams,
  usage,
} from "./testing/scripted-server.ts";

const never = new AbortController().signal;
const finished = [delta("Hi"), delta(" you"), delta(null, "stop")].map(event);
let server: ScriptedServer;
afterEach(async () => await server.close());

async function open(
  reactions: readonly Reaction[],
  more: Partial<UpstreamOptions> = {},
): Promise<ChatEngine> {
  server = await scriptServer(...reactions);
  const { chat } = await openUpstream({
    name: "peer",
    baseUrl: server.baseUrl,
    models: ["m"],
    apiKey: "sk-test-secret",
    ...more,
  });
  return chat;
}

describe("a streamed answer", () => {
  it("comes as parts with the upstream's own counts", async () => {
    const chat = await open([streams([...finished, event(usage), done])]);
    expect(await collect(chat.chat(ask(), never))).toEqual([
      { type: "text", text: "Hi" },
      { type: "text", text: " you" },
      { type: "finish", reason: "stop", promptTokens: 11, completionTokens: 5 },
    ]);
  });

  it("asks in OpenAI's words, with the key and for the usage", async () => {
    const chat = await open([streams([...finished, done])]);
    const messages = [
      { role: "developer", content: "be brief" },
      { role: "user", content: "hello" },
      { role: "tool", content: "42" },
    ] as const;
    const schema = { type: "object" };
    await collect(
      chat.chat(
        ask({ messages, maxTokens: 9, temperature: 0, topP: 0.5, stop: ["x"], seed: 3, jsonSchema: schema }),
        never,
      ),
    );
    expect(server.received[0]).toMatchObject({
      path: "/v1/chat/completions",
      headers: { authorization: "Bearer sk-test-secret" },
    });
    expect(server.received[0]?.body).toEqual({
      model: "m",
      messages: [
        { role: "system", content: "be brief" },
        { role: "user", content: "hello" },
        { role: "user", content: "42" },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      stop: ["x"],
      seed: 3,
      response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema } },
    });
  });

  it("is the same wherever its bytes are cut, and whatever its line ends and comments", async () => {
    const whole = `: ping\r\n\r\n${event(delta("é😀"))}event: x\r\n${event(delta("日", "length")).replaceAll("\n", "\r\n")}${done}`;
    const bytes = new TextEncoder().encode(whole);
    const reactions = Array.from(bytes, (_, at) => streams([bytes.subarray(0, at), bytes.subarray(at)]));
    const chat = await open(reactions);
    for (const _ of reactions) {
      const parts = await collect(chat.chat(ask(), never));
      expect(textOf(parts)).toBe("é😀日");
      expect(parts.at(-1)).toMatchObject({ reason: "length" });
    }
  });

  it("has its tokens estimated when the upstream does not count", async () => {
    const chat = await open([streams([...finished, done])]);
    const parts = await collect(chat.chat(ask(), never));
    expect(parts.at(-1)).toEqual({
      type: "finish",
      reason: "stop",
      promptTokens: Math.ceil(11 / 4),
      completionTokens: Math.ceil(6 / 4),
    });
  });

  it.each([
    [
      "the usage is on every chunk",
      [event({ ...delta("Hi you", "stop"), usage: usage.usage }), done],
      "stop",
    ],
    ["[DONE] is missing", finished, "stop"],
    ["the finish reason is missing", [...finished.slice(0, 2), done], "stop"],
    ["the last blank line is missing", [finished.join("").trimEnd()], "stop"],
    ["the finish reason is a word of its own", [event(delta("Hi you", "eos_token")), done], "stop"],
    ["the filter stepped in", [event(delta("Hi you", "content_filter")), done], "content_filter"],
    [
      "other choices come along",
      [event({ choices: [{ index: 1, delta: { content: "no" } }] }), ...finished, done],
      "stop",
    ],
  ])("is complete when %s", async (_name, pieces, reason) => {
    const chat = await open([streams(pieces)]);
    const parts = await collect(chat.chat(ask(), never));
    expect(textOf(parts)).toBe("Hi you");
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason });
  });

  it.each(["reasoning_content", "reasoning"])(
    "tells of what the model says to itself as %s",
    async (name) => {
      const thought = {
        choices: [{ index: 0, delta: { [name]: "hm", content: null }, finish_reason: null }],
      };
      const counted = { ...delta("Hi", "stop"), usage: { prompt_tokens: 11, completion_tokens: 3 } };
      const chat = await open([streams([event(thought), event(counted), done])]);
      expect(await collect(chat.chat(ask(), never))).toEqual([
        { type: "hidden", text: "hm" },
        { type: "text", text: "Hi", completionTokens: 3 },
        { type: "finish", reason: "stop", promptTokens: 11, completionTokens: 3 },
      ]);
    },
  );

  it("may also come whole, from a server that does not stream", async () => {
    const body = {
      choices: [{ index: 0, message: { content: "Hi" }, finish_reason: "stop" }],
      usage: usage.usage,
    };
    const chat = await open([answers(200, body)]);
    expect(await collect(chat.chat(ask(), never))).toEqual([
      { type: "text", text: "Hi", completionTokens: 5 },
      { type: "finish", reason: "stop", promptTokens: 11, completionTokens: 5 },
    ]);
  });
});

describe("a parameter the upstream does not know", () => {
  it("is left out or renamed, and remembered", async () => {
    const noOptions = answers(400, { error: { message: "Unknown parameter: 'stream_options'." } });
    const rename = answers(400, {
      error: { message: "Use 'max_completion_tokens' instead.", param: "max_tokens" },
    });
    const chat = await open([noOptions, rename, streams([...finished, done])]);
    await collect(chat.chat(ask({ maxTokens: 5 }), never));
    await collect(chat.chat(ask({ maxTokens: 5 }), never));
    expect(server.received).toHaveLength(4);
    for (const { body } of server.received.slice(2)) {
      expect(body).toMatchObject({ max_completion_tokens: 5 });
      expect(body).not.toHaveProperty("max_tokens");
      expect(body).not.toHaveProperty("stream_options");
    }
  });
});
