import { expect, test } from "vitest";
import { echo, look } from "../../test/actions.ts";
import { events, failure, json, serve } from "../../test/server.ts";
import { all, chatCall, echoing } from "../../test/tools.ts";
import { mapAction } from "../index.ts";
import { asTool, runTool } from "../tools.ts";

/** What the model reads. */
const told = async (...args: Parameters<typeof runTool>) => {
  const { content } = (await runTool(...args)) as { content: string };
  return content;
};

test("an answer comes back in the form that the call came in", async () => {
  await using server = await echoing();
  const client = server.client();
  const text = '{"text":"hi"}';
  const args = { text: "hi" };
  expect(await runTool(client, all, chatCall("echo", args))).toEqual({
    role: "tool",
    tool_call_id: "call_1",
    content: text,
  });
  const custom = { id: "c2", type: "custom", custom: { name: "echo", input: text } } as const;
  expect(await runTool(client, all, custom)).toEqual({ role: "tool", tool_call_id: "c2", content: text });
  const item = { type: "function_call", call_id: "c3", id: "fc", name: "echo", arguments: text } as const;
  expect(await runTool(client, all, item)).toEqual({
    type: "function_call_output",
    call_id: "c3",
    output: text,
  });
  const part = { type: "tool-call", toolCallId: "c4", toolName: "echo", input: args } as const;
  const output = { type: "text", value: text };
  expect(await runTool(client, all, part)).toEqual({
    role: "tool",
    content: [{ type: "tool-result", toolCallId: "c4", toolName: "echo", output }],
  });
  expect(await runTool(client, all, { name: "echo", arguments: args })).toEqual({
    content: [{ type: "text", text }],
    structuredContent: args,
  });
});

test("an error is marked as one where the form has a mark", async () => {
  await using server = await echoing();
  const client = server.client();
  const part = { type: "tool-call", toolCallId: "c4", toolName: "nope", input: {} } as const;
  expect((await runTool(client, all, part)).content[0]?.output.type).toBe("error-text");
  expect(await runTool(client, all, { name: "nope" })).toMatchObject({ isError: true });
});

test("the null that a strict model gives for nothing is not sent", async () => {
  await using server = await echoing();
  expect(await told(server.client(), all, chatCall("echo", { text: "a", count: null }))).toBe('{"text":"a"}');
  expect(server.seen[0]?.body).toBe('{"text":"a"}');
});

test("fixed parameters are sent; a model that sets one otherwise is told", async () => {
  await using server = await echoing();
  const tool = asTool(echo, { name: "count", fixed: { text: "fixed" } });
  const say = (args: object) => told(server.client(), [tool], chatCall("count", args));
  expect(await say({ count: 1 })).toBe('{"text":"fixed","count":1}');
  expect(await say({ text: "fixed" })).toBe('{"text":"fixed"}');
  expect(JSON.parse(await say({ text: "mine" }))).toMatchObject({
    error: { code: "invalid_arguments", param: "text", message: expect.stringContaining("leave it out") },
  });
  expect(server.seen).toHaveLength(2);
});

test("what is not allowed is not sent; the one who is asked sees everything", async () => {
  await using server = await echoing();
  const asked: unknown[] = [];
  const confirm = async (params: object) => asked.push(params) > 1;
  const tool = asTool(echo, { fixed: { count: 5 }, confirm });
  const say = () => told(server.client(), [tool], chatCall("echo", { text: "a" }));
  expect(JSON.parse(await say())).toMatchObject({ error: { code: "not_confirmed", retryable: false } });
  expect(server.seen).toHaveLength(0);
  expect(await say()).toBe('{"text":"a","count":5}');
  expect(asked).toEqual([
    { text: "a", count: 5 },
    { text: "a", count: 5 },
  ]);
});

test("nobody is asked about wrong arguments, or after an abort", async () => {
  await using server = await echoing();
  const confirm = () => {
    throw new Error("asked");
  };
  const tool = asTool(echo, { confirm });
  expect(await told(server.client(), [tool], chatCall("echo", {}))).toContain("`text` is required.");
  const good = chatCall("echo", { text: "a" });
  await expect(told(server.client(), [tool], good)).rejects.toThrow("asked");
  const aborted = told(server.client(), [tool], good, { signal: AbortSignal.abort() });
  expect(await failure(aborted)).toMatchObject({ name: "AbortedError" });
});

test("a mapped operation gives what travelled", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  const handle = mapAction(look, () => ({ call: () => undefined }));
  expect(await told(server.client(), [asTool(handle)], chatCall("look", ""))).toBe('{"text":"a"}');
});

test("a list gives one page and where the next begins", async () => {
  await using server = await serve((response) => json(response, { data: [{ text: "a" }], nextCursor: "2" }));
  const page = '{"data":[{"text":"a"}],"nextCursor":"2"}';
  expect(await told(server.client(), all, chatCall("notes", { cursor: "1", limit: 1 }))).toBe(page);
  expect(server.seen.map(({ url }) => url)).toEqual(["/v1/notes?cursor=1&limit=1"]);
});

test("a stream is read to its end, or to a limit and then left", async () => {
  await using server = await serve((response, _, count) => {
    events(response, 'data: {"n":1}\n\ndata: {"n":2}\n\n');
    if (count === 1) response.end("data: [DONE]\n\n");
  });
  const run = (options: object) => told(server.client(), all, chatCall("ticks", {}), options);
  expect(JSON.parse(await run({}))).toEqual({ events: [{ n: 1 }, { n: 2 }], complete: true });
  expect(JSON.parse(await run({ maxEvents: 1 }))).toEqual({ events: [{ n: 1 }], complete: false });
  expect(await run({ maxChars: 10 })).toMatch(/^\{"events":\n\[Cut off/);
  await Promise.all(server.seen.map(({ closed }) => closed));
});

test("an upload sends text", async () => {
  await using server = await serve((response, { body }) => json(response, { size: body.length }));
  const given = { path: "/a b", content: "hällo" };
  expect(await told(server.client(), all, chatCall("putFile", given))).toBe('{"size":5}');
  expect(server.seen[0]).toMatchObject({ url: "/v1/files?path=%2Fa+b", body: "hällo" });
  expect(await told(server.client(), all, chatCall("putFile", { path: "/a" }))).toContain("`content` is req");
});

test("a download gives text, no more of it than is read, and says what is none", async () => {
  const bodies = ["hällo", "ä".repeat(100_000), Buffer.from([0xff, 0xfe]), "a\0b"];
  await using server = await serve((response, _, count) => {
    response.writeHead(200).write(bodies[count - 1]);
    // The long one has no end that could be waited for.
    if (count !== 2) response.end();
  });
  const run = (options: object = {}) =>
    told(server.client(), all, chatCall("getFile", { path: "/a" }), options);
  expect(await run()).toBe("hällo");
  expect(await run({ maxChars: 50 })).toMatch(/^ä{50}\n\[Cut off after 50 characters/);
  for (const _ of [1, 2]) expect(await run()).toContain("These bytes are not text.");
  await Promise.all(server.seen.map(({ closed }) => closed));
});

test("a long result is cut between characters, and is an error where it was promised whole", async () => {
  await using server = await echoing();
  const args = { text: "\u{1f600}".repeat(20_000) };
  const cutOff = await told(server.client(), all, chatCall("echo", args));
  expect(cutOff).toMatch(
    /^\{"text":"(\u{1f600})+\n\[Cut off after (19999|20000) characters: .* less at a time\.\]$/u,
  );
  const whole = await told(server.client(), all, chatCall("echo", args), { maxChars: Infinity });
  expect(JSON.parse(whole)).toEqual(args);
  const result = await runTool(server.client(), all, { name: "echo", arguments: args });
  expect(result.isError).toBe(true);
  expect(result.structuredContent).toBeUndefined();
});

test("the caller's options reach the request", async () => {
  await using server = await echoing();
  await told(server.client(), all, chatCall("echo", { text: "a" }), { idempotencyKey: "k", runId: "run" });
  expect(server.seen[0]?.headers).toMatchObject({ "idempotency-key": "k", "x-run-id": "run" });
});

test("an abort and a wrong set-up are thrown", async () => {
  await using server = await echoing();
  const call = chatCall("echo", { text: "a" });
  const aborted = runTool(server.client(), all, call, { signal: AbortSignal.abort("enough") });
  expect(await failure(aborted)).toMatchObject({ name: "AbortedError", cause: "enough" });
  const keyless = server.client({ apiKey: () => "" });
  expect(await failure(runTool(keyless, all, call))).toMatchObject({ code: "missing_api_key" });
  const twice = runTool(server.client(), [...all, ...all], call);
  expect(await failure(twice)).toMatchObject({ name: "ConfigurationError", code: "ambiguous_tool" });
  expect(server.seen).toHaveLength(0);
});
