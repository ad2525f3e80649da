import { afterEach, describe, expect, it } from "vitest";
import type { ChatEngine } from "../../engine.ts";
import { openUpstream, type UpstreamOptions } from "./open-upstream.ts";
import { ask, collect } from "./testing/ask.ts";
import {
  answers,
  delta,
  done,
  event,
  type Reaction,
  type ScriptedServer,
  scriptServer,
  streams,
} from "./testing/scripted-server.ts";

const KEY = "sk-test-secret-key";
const never = new AbortController().signal;
let server: ScriptedServer;
afterEach(async () => await server.close());

async function open(reaction: Reaction, more: Partial<UpstreamOptions> = {}): Promise<ChatEngine> {
  server = await scriptServer(reaction);
  const { chat } = await openUpstream({
    name: "peer",
    baseUrl: server.baseUrl,
    models: ["m"],
    apiKey: KEY,
    ...more,
  });
  return chat;
}

async function failureOf(chat: ChatEngine): Promise<unknown> {
  return await collect(chat.chat(ask(), never)).then(
    () => "no failure",
    (error: unknown) => error,
  );
}

describe("an error status", () => {
  it.each([
    [
      "OpenAI's shape",
      400,
      { error: { message: "bad top_p", param: "top_p", code: null } },
      "invalid_input",
      "bad top_p",
    ],
    ["a flat body", 422, { object: "error", message: "too long", code: 422 }, "invalid_input", "too long"],
    ["a bare string", 400, { error: "no such thing" }, "invalid_input", "no such thing"],
    [
      "a validation error",
      422,
      { detail: [{ msg: "field required", loc: ["body"] }] },
      "invalid_input",
      "field required",
    ],
    ["plain text", 400, "nope", "invalid_input", "answered 400"],
    ["an unknown model", 404, { error: { message: "no model m" } }, "not_found", "no model m"],
    ["too many requests", 429, { error: { message: "slow down" } }, "limit_exceeded", "slow down"],
    ["a slow request", 408, {}, "timed_out", "408"],
    ["a broken server", 500, { error: { message: "oops" } }, "upstream_failed", "oops"],
    ["a bad gateway", 502, "<html>", "upstream_failed", "502"],
    ["an overloaded server", 503, {}, "unavailable", "503"],
    ["no money left", 402, { error: { message: "pay" } }, "upstream_failed", "pay"],
  ])("in %s", async (_name, status, body, code, said) => {
    const failure = await failureOf(await open(answers(status, body)));
    expect(failure).toMatchObject({ name: "EngineError", code, message: expect.stringContaining(said) });
  });

  it("names the parameter as our port does", async () => {
    const body = { error: { message: "too high", param: "max_tokens" } };
    expect(await failureOf(await open(answers(400, body)))).toMatchObject({ param: "maxTokens" });
  });

  it.each([401, 403])("about the key (%i) says nothing of it", async (status) => {
    const body = { error: { message: `Incorrect API key provided: ${KEY}` } };
    const failure = await failureOf(await open(answers(status, body)));
    expect(failure).toMatchObject({
      code: "upstream_failed",
      message: expect.stringContaining("refuses our key"),
    });
    expect(everythingIn(failure)).not.toContain("secret");
  });

  it("never shows the key, nor a foreign one, nor line breaks, nor a novel", async () => {
    const message = `bad\n${KEY} and sk-proj-abcdefgh12345678 ${"z".repeat(5000)}`;
    const failure = await failureOf(await open(answers(400, { error: { message } })));
    expect(everythingIn(failure)).not.toMatch(/secret|abcdefgh/u);
    expect(failure).toMatchObject({ message: expect.stringMatching(/^.{50,400}$/u) });
  });
});

describe("a broken stream", () => {
  const text = event(delta("Hi"));
  it.each([
    ["ends without a finish reason and [DONE]", streams([text]), "upstream_failed"],
    ["is cut off", streams([text], "cut"), "upstream_failed"],
    ["is empty", streams([]), "upstream_failed"],
    [
      "holds an error",
      streams([text, event({ error: { message: "overloaded", code: 500 } })]),
      "upstream_failed",
    ],
    [
      "holds a rate limit",
      streams([event({ error: { message: "wait", code: "rate_limit_exceeded" } }), done]),
      "limit_exceeded",
    ],
    ["holds something that is not JSON", streams([text, event("{oops")]), "upstream_failed"],
    ["holds another shape", streams([event({ choices: "none" }), done]), "upstream_failed"],
    ["holds an endless event", streams([`data: ${"x".repeat(9_000_000)}`]), "upstream_failed"],
  ] as const)("that %s is an error", async (_name, reaction, code) => {
    expect(await failureOf(await open(reaction))).toMatchObject({ name: "EngineError", code });
  });
});

describe("a silent upstream", () => {
  it("is given up when it never answers", async () => {
    const chat = await open(() => undefined, { firstByteTimeoutMs: 50 });
    expect(await failureOf(chat)).toMatchObject({
      code: "timed_out",
      message: expect.stringContaining("50 ms"),
    });
    await server.received[0]?.closed;
  });

  it("is given up when it falls silent in its answer", async () => {
    const chat = await open(streams([event(delta("Hi"))], "hang"), { idleTimeoutMs: 50 });
    expect(await failureOf(chat)).toMatchObject({
      code: "timed_out",
      message: expect.stringContaining("silent"),
    });
    await server.received[0]?.closed;
  });

  it("is not blamed for a slow reader", async () => {
    const chat = await open(streams([event(delta("Hi")), event(delta("", "stop")), done]), {
      idleTimeoutMs: 500,
    });
    const parts = chat.chat(ask(), never)[Symbol.asyncIterator]();
    await parts.next();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await parts.next()).toMatchObject({ value: { type: "finish" } });
  });

  it("is unavailable when nobody listens", async () => {
    const chat = await open(answers(200, {}));
    await server.close();
    expect(await failureOf(chat)).toMatchObject({
      code: "unavailable",
      message: "The upstream peer cannot be reached.",
    });
  });

  it("is not followed elsewhere", async () => {
    const chat = await open(
      (response) => void response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
    );
    expect(await failureOf(chat)).toMatchObject({ code: "unavailable" });
    expect(server.received).toHaveLength(1);
  });
});

describe("giving up", () => {
  it("by abort throws the signal's reason and ends the upstream's work", async () => {
    const chat = await open(streams([event(delta("Hi"))], "hang"));
    const controller = new AbortController();
    const reason = new Error("enough");
    const parts = chat.chat(ask(), controller.signal)[Symbol.asyncIterator]();
    await parts.next();
    const next = parts.next();
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    await server.received[0]?.closed;
  });

  it("by leaving the loop ends the upstream's work", async () => {
    const chat = await open(streams([event(delta("Hi"))], "hang"));
    for await (const part of chat.chat(ask(), never)) if (part.type === "text") break;
    await server.received[0]?.closed;
  });

  it("by closing fails what is under way", async () => {
    const chat = await open(streams([event(delta("Hi"))], "hang"));
    const parts = chat.chat(ask(), never)[Symbol.asyncIterator]();
    await parts.next();
    const next = parts.next();
    await chat.close();
    await expect(next).rejects.toMatchObject({ name: "EngineError", code: "unavailable" });
    await server.received[0]?.closed;
  });
});

/** All text that could reach a log: message, stack and causes. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.stack ?? ""} ${everythingIn(error.cause)}`;
}
