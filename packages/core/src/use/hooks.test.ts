import { expect, test } from "vitest";
import { echo, getFile, look, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { type Hooks, hooks, RateLimitError } from "../index.ts";

const note = { text: "a" };
const name = (error: unknown) => (error as Error | undefined)?.name ?? "well";

/** Hooks that write down what they are told. */
function written(lines: string[], mark = ""): Hooks {
  return {
    onRequest: ({ attempt, method, url }) =>
      lines.push(`${mark}request ${attempt} ${method} ${new URL(url).pathname}`),
    onResponse: ({ status, attempt }) => lines.push(`${mark}response ${attempt} ${status}`),
    onRetry: ({ attempt, error }) => lines.push(`${mark}retry ${attempt} ${name(error)}`),
    onError: ({ error, attempts }) => lines.push(`${mark}error ${name(error)} ${attempts}`),
    onEnd: ({ error, attempts }) => lines.push(`${mark}end ${name(error)} ${attempts}`),
  };
}

test("each is called in its turn, through retries, failures and aborts", async () => {
  await using server = await serve((response, { url }, count) =>
    json(response, note, url === "/v1/look" ? 404 : count === 1 ? 503 : 200),
  );
  const lines: string[] = [];
  const client = server.client({ use: [hooks(written(lines))] });
  await echo(client, note);
  await failure(look(client));
  await failure(echo(client, note, { signal: AbortSignal.abort() }));
  expect(lines).toEqual([
    "request 1 POST /v1/echo",
    "response 1 503",
    "retry 2 ServerError",
    "request 2 POST /v1/echo",
    "response 2 200",
    "end well 2",
    "request 1 GET /v1/look",
    "response 1 404",
    "error NotFoundError 1",
    "end NotFoundError 1",
    "request 1 POST /v1/echo",
    "error AbortedError 1",
    "end AbortedError 1",
  ]);
});

test("the first is the outermost", async () => {
  await using server = await serve((response) => json(response, note));
  const lines: string[] = [];
  const use = [hooks(written(lines, "a ")), hooks(written(lines, "b "))];
  await look(server.client({ use }));
  expect(lines.filter((line) => !line.includes("end")).map((line) => line.slice(0, 9))).toEqual([
    "a request",
    "b request",
    "b respons",
    "a respons",
  ]);
});

test("`onRequest` may change headers, may take its time, and the change holds for later attempts", async () => {
  await using server = await serve((response, _, count) => json(response, note, count === 1 ? 503 : 200));
  const onRequest: Hooks["onRequest"] = async ({ headers, attempt }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (attempt === 1) headers.set("x-stamp", "one");
    headers.set("x-attempt", String(attempt));
  };
  await look(server.client({ use: [hooks({ onRequest })] }));
  expect(server.seen.map(({ headers }) => [headers["x-stamp"], headers["x-attempt"]])).toEqual([
    ["one", "1"],
    ["one", "2"],
  ]);
});

test("`onResponse` sees status and headers, and the body only if it asks", async () => {
  await using server = await serve((response) => json(response, note, 200, { "x-region": "eu" }));
  const bodies: unknown[] = [];
  const asking = hooks({
    onResponse: async ({ responseHeaders, copy, durationMs }) => {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      bodies.push(responseHeaders.get("x-region"), await copy().json());
    },
  });
  expect(await look(server.client({ use: [asking] }))).toEqual(note);
  expect(bodies).toEqual(["eu", note]);
});

test("streams and downloads end when they are read, or left", async () => {
  await using server = await serve((response, { url }) => {
    if (url.startsWith("/v1/files")) return response.end("bytes");
    events(response, 'data: {"n":1}\n\n', server.seen.length === 1 ? "data: [DONE]\n\n" : "");
    if (server.seen.length < 3) response.end();
  });
  const lines: string[] = [];
  const { onEnd, onError } = written(lines);
  const client = server.client({ use: [hooks({ onEnd, onError })] });
  await collect(ticks(client));
  await failure(collect(ticks(client)));
  for await (const _ of ticks(client)) break;
  const file = await getFile(client, { path: "/" });
  lines.push("opened");
  await file.text();
  expect(lines).toEqual([
    "end well 1",
    "error StreamError 1",
    "end StreamError 1",
    "end well 1",
    "opened",
    "end well 1",
  ]);
});

test.each(["onRequest", "onResponse", "onRetry"] as const)("what `%s` throws ends the call", async (hook) => {
  await using server = await serve((response, _, count) => json(response, note, count === 1 ? 503 : 200));
  const broken = () => {
    throw new RangeError("mine");
  };
  const lines: string[] = [];
  const use = [hooks({ [hook]: broken, onEnd: ({ error }) => lines.push(name(error)) })];
  expect(await failure(look(server.client({ use })))).toBeInstanceOf(RangeError);
  expect(server.seen).toHaveLength(hook === "onRequest" ? 0 : 1);
  expect(lines).toEqual(["RangeError"]);
});

test("a typed error that may pass, thrown by a hook, is retried like any other", async () => {
  await using server = await serve((response) => json(response, note));
  const onRequest: Hooks["onRequest"] = ({ attempt }) => {
    if (attempt < 3) throw new RateLimitError("not yet", { status: 429, retryable: true });
  };
  expect(await look(server.client({ use: [hooks({ onRequest })] }))).toEqual(note);
  expect(server.seen).toHaveLength(1);
});

test("what `onError` and `onEnd` throw touches neither the call nor other hooks", async () => {
  await using server = await serve((response) => json(response, note, 404));
  const uncaught: unknown[] = [];
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => void uncaught.push(error));
  const lines: string[] = [];
  const broken = () => {
    throw new RangeError("mine");
  };
  try {
    const use = [hooks({ onError: broken, onEnd: broken }), hooks({ onEnd: () => lines.push("told") })];
    expect(await failure(look(server.client({ use })))).toMatchObject({ name: "NotFoundError" });
    await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
  expect(uncaught).toHaveLength(2);
  expect(lines).toEqual(["told"]);
});
