import { channel } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { echo, getFile, notes, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import type { AttemptMessage } from "./ambient-node.ts";
import type { Layer } from "../index.ts";

const note = { text: "a" };

/** Writes down what it is told. */
function told(): { layer: Layer; lines: string[] } {
  const lines: string[] = [];
  const kind = (error: unknown) => (error as Error | undefined)?.name ?? "well";
  const layer: Layer = (next) => async (url, init) => {
    const { call, attempt } = init;
    if (attempt === 1) {
      call.onValue((value) => lines.push(`value ${JSON.stringify(value)}`));
      call.onEnd((error) => lines.push(`call ended ${kind(error)}`));
    }
    init.onEnd((error) => lines.push(`attempt ${attempt} ended ${kind(error)}`));
    lines.push(`attempt ${attempt} of ${call.contract.name}`);
    const response = await next(url, init);
    lines.push(`answer ${response.status}`);
    return response;
  };
  return { layer, lines };
}

test("layers stand in order, the first outermost, and may change what is sent and what came", async () => {
  await using server = await serve((response, { headers }) => json(response, { text: headers["x-trail"] }));
  const add =
    (name: string): Layer =>
    (next) =>
    async (url, init) => {
      init.headers.set("x-trail", `${init.headers.get("x-trail") ?? ""}${name}`);
      const response = await next(url, init);
      const body = (await response.json()) as { text: string };
      return Response.json({ text: `${body.text}-${name}` });
    };
  expect(await echo(server.client({ use: [add("a"), add("b")] }), note)).toEqual({ text: "ab-b-a" });
});

test("a layer is told of every attempt, of the answer and of the end", async () => {
  await using server = await serve((response, _, count) => json(response, note, count === 1 ? 503 : 200));
  const { layer, lines } = told();
  await echo(server.client({ use: [layer] }), note);
  expect(lines).toEqual([
    "attempt 1 of echo",
    "answer 503",
    "attempt 1 ended ServerError",
    "attempt 2 of echo",
    "answer 200",
    'value {"text":"a"}',
    "attempt 2 ended well",
    "call ended well",
  ]);
});

test("a failure is told typed: no answer, an answer of another shape, an abort while waiting to retry", async () => {
  await using server = await serve((response, { url }) =>
    url === "/v1/notes" ? json(response, {}, 503, { "retry-after": "50" }) : json(response, 5),
  );
  const { layer, lines } = told();
  await failure(echo(server.client({ use: [layer] }), note));
  await failure(echo(server.client({ use: [layer], baseUrl: "http://127.0.0.1:1", retry: false }), note));
  const controller = new AbortController();
  const aborting: Layer = (next) => (url, init) => {
    init.onEnd(() => setTimeout(() => controller.abort(), 5));
    return next(url, init);
  };
  const use = [aborting, layer];
  await failure(notes(server.client({ use }), {}, { signal: controller.signal }).first());
  expect(lines.filter((line) => line.startsWith("call"))).toEqual([
    "call ended DecodeError",
    "call ended ConnectionError",
    "call ended AbortedError",
  ]);
});

test("streams and downloads end when their last byte is read, or the reader leaves", async () => {
  await using server = await serve((response, { url }) => {
    if (url.startsWith("/v1/files")) return response.end("bytes");
    events(response, 'data: {"n":1}\n\n', 'data: {"n":2}\n\n');
    if (server.seen.length !== 2) response.end("data: [DONE]\n\n");
  });
  const { layer, lines } = told();
  const client = server.client({ use: [layer] });
  await collect(ticks(client));
  for await (const _ of ticks(client)) break;
  const file = await getFile(client, { path: "/" });
  lines.push("opened");
  await file.text();
  expect(lines.filter((line) => /^(call|value|opened)/.test(line))).toEqual([
    'value {"n":1}',
    'value {"n":2}',
    "call ended well",
    'value {"n":1}',
    "call ended well",
    "opened",
    "call ended well",
  ]);
  expect(lines.filter((line) => line.includes("attempt 1 ended well"))).toHaveLength(3);
});

test("a cut stream and what a layer throws end the call with that", async () => {
  await using server = await serve((response) => {
    events(response, 'data: {"n":1}\n\n');
    response.end();
  });
  const { layer, lines } = told();
  await failure(collect(ticks(server.client({ use: [layer] }))));
  expect(lines.at(-1)).toBe("call ended StreamError");
  const broken: Layer = () => async () => {
    throw new RangeError("mine");
  };
  expect(await failure(echo(server.client({ use: [layer, broken] }), note))).toBeInstanceOf(RangeError);
  expect(lines.at(-1)).toBe("call ended RangeError");
});

test("the time a layer takes before it sends is not the server's", async () => {
  await using server = await serve((response) => json(response, note));
  const slow: Layer = (next) => async (url, init) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return next(url, init);
  };
  const client = server.client({ use: [slow], retry: false });
  expect(await echo(client, note, { timeoutMs: 40 })).toEqual(note);
  expect(await failure(echo(client, note, { deadlineMs: 30 }))).toMatchObject({ name: "TimeoutError" });
});

test("in Node every attempt is published, without headers", async () => {
  await using server = await serve((response) => json(response, note));
  const messages: AttemptMessage[] = [];
  const listen = (message: unknown) => void messages.push(message as AttemptMessage);
  const attempts = channel("platform:attempt");
  attempts.subscribe(listen);
  const ended: unknown[] = [];
  try {
    const promise = echo(server.client(), note);
    await new Promise((resolve) => setTimeout(resolve, 0));
    messages[0]?.call.onEnd(() => ended.push("end"));
    await promise;
  } finally {
    attempts.unsubscribe(listen);
  }
  await echo(server.client(), note);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ attempt: 1, call: { contract: { name: "echo" }, params: note } });
  expect(Object.keys(messages[0] ?? {})).toEqual(["call", "attempt", "onEnd"]);
  expect(ended).toEqual(["end"]);
});

test("what a listener throws is its own: the call goes on, and the others are told", async () => {
  await using server = await serve((response) => json(response, note));
  const uncaught: unknown[] = [];
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => uncaught.push(error));
  const told: string[] = [];
  const loud: Layer = (next) => (url, init) => {
    init.onEnd(() => {
      throw new RangeError("mine");
    });
    init.call.onEnd(() => {
      throw new RangeError("mine");
    });
    init.onEnd(() => told.push("attempt"));
    init.call.onEnd(() => told.push("call"));
    return next(url, init);
  };
  try {
    expect(await echo(server.client({ use: [loud] }), note)).toEqual(note);
    await new Promise((resolve) => setTimeout(resolve, 0));
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
  expect(told).toEqual(["attempt", "call"]);
  expect(uncaught).toHaveLength(2);
});
