import { once } from "node:events";
import { expect, test } from "vitest";
import { counts, echo, free, getFile, lasting, look, notes, putFile, ticks } from "../../../test/actions.ts";
import { collect, failure } from "../../../test/server.ts";
import { eventsOf, handlers, resumable, serveAll, text } from "../../../test/testing/served.ts";
import { ConflictError, NotFoundError } from "../../index.ts";
import { handle, serveActions } from "../../testing.ts";

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body: JSON.stringify(body), headers });

test("every kind of action is served over HTTP, by its contract", async () => {
  await using server = await serveAll();
  const client = server.client();
  expect(await echo(client, { text, count: 2 })).toEqual({ text, count: 2 });
  expect(await notes(client).all()).toEqual([{ text }, { text: "last" }]);
  expect(await collect(ticks(client))).toEqual(eventsOf);
  expect(await collect(counts(client))).toEqual(eventsOf);
  expect(await putFile(client, { path: "/ü" }, new Uint8Array([1, 2, 3]))).toEqual({ size: 3 });
  const file = await getFile(client, { path: "/a" });
  expect(await file.text()).toBe(text);
  expect(file.contentType).toBe("text/plain; charset=utf-8");
  expect(server.requests.map(({ action, method, path }) => [action, method, path])).toEqual([
    ["echo", "POST", "/v1/echo"],
    ["notes", "GET", "/v1/notes"],
    ["notes", "GET", "/v1/notes?cursor=2"],
    ["ticks", "POST", "/v1/ticks"],
    ["counts", "POST", "/v1/counts"],
    ["putFile", "PUT", "/v1/files?path=%2F%C3%BC"],
    ["getFile", "GET", "/v1/files?path=%2Fa"],
  ]);
  expect(server.requests[5]?.body).toEqual(new Uint8Array([1, 2, 3]));
});

test("lines are served with their end, a failure among them as a line", async () => {
  await using server = await serveActions(
    [
      handle(counts, async function* ({ upTo = 0 }) {
        for (let n = 1; n <= upTo; n++) yield { n };
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (upTo === 2) throw new ConflictError("Full.", { status: 409, code: "full" });
      }),
    ],
    { heartbeatMs: 5 },
  );
  expect(await collect(counts(server.client(), { upTo: 3 }))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  const read: unknown[] = [];
  const reading = async () => {
    for await (const value of counts(server.client(), { upTo: 2 })) read.push(value);
  };
  expect(await failure(reading())).toMatchObject({ code: "full" });
  expect(read).toHaveLength(2);
});

test("parameters in path and query become what the schema wants", async () => {
  const seen: unknown[] = [];
  const note = (params: unknown) => (seen.push(params), { text: "ok" });
  await using server = await serveActions([
    handle(free("GET /v1/things/{thingId}"), note),
    handle(free("GET /v1/things/first"), () => "the fixed segment"),
    handle(notes, (params) => (seen.push(params), { data: [], nextCursor: null })),
  ]);
  const client = server.client();
  await free("GET /v1/things/{thingId}")(client, { thingId: "a/b ü", n: "1" });
  expect(await free("GET /v1/things/{thingId}")(client, { thingId: "first" })).toBe("the fixed segment");
  await notes(client, { limit: 10, tag: "7" }).first();
  // A number where the schema has one, text where it has text.
  expect(seen).toEqual([
    { thingId: "a/b ü", n: "1" },
    { limit: 10, tag: "7" },
  ]);
});

test.each([
  ["GET", "/v1/nothing", undefined, 404, "route_not_found"],
  ["PATCH", "/v1/files", undefined, 405, "method_not_allowed"],
  ["POST", "/v1/echo", "{", 400, "invalid_json"],
  ["POST", "/v1/echo", "[]", 400, "invalid_json"],
  ["POST", "/v1/echo", '{"text":5}', 400, "invalid_params"],
  ["GET", "/v1/notes?limit=many", undefined, 400, "invalid_params"],
])("%s %s %s is refused with %i %s", async (method, path, body, status, code) => {
  await using server = await serveAll();
  const response = await fetch(server.url + path, { method, body: body ?? null });
  expect(response.status).toBe(status);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(error).toMatchObject({ code, requestId: response.headers.get("x-request-id"), retryable: false });
  expect(error["param"]).toBe(
    code === "invalid_params" ? (path.includes("limit") ? "limit" : "text") : undefined,
  );
  expect(response.headers.get("allow")).toBe(status === 405 ? "PUT, GET" : null);
  expect(server.effects).toEqual([]);
});

test("a key that is asked for must be the right one, where the action needs one", async () => {
  const open = handle(look, () => ({ text: "open" }));
  await using server = await serveActions([...handlers, open], { apiKey: "sk-right" });
  expect(await echo(server.client(), { text })).toEqual({ text });
  expect(await look(server.client({ apiKey: "sk-wrong" }))).toEqual({ text: "open" });
  const error = await failure(echo(server.client({ apiKey: "sk-wrong" }), { text }));
  expect(error).toMatchObject({ name: "AuthenticationError", code: "api_key_invalid" });
  expect((await post(`${server.url}/v1/echo`, { text })).status).toBe(401);
  expect((await post(`${server.url}/v1/echo`, { text }, { "x-api-key": "sk-right" })).status).toBe(200);
  expect(JSON.stringify(server.requests)).not.toContain("sk-");
});

test("under one key the handler runs once and the answer is the same; another request is a conflict", async () => {
  let runs = 0;
  await using server = await serveActions([handle(echo, () => ({ text: `run ${++runs}` }))]);
  const client = server.client();
  const options = { idempotencyKey: "key_1" };
  const both = await Promise.all([
    echo(client, { text: "a" }, options),
    echo(client, { text: "a" }, options),
  ]);
  expect(both).toEqual([{ text: "run 1" }, { text: "run 1" }]);
  expect(server.effects).toEqual([{ action: "echo", idempotencyKey: "key_1" }]);
  const error = await failure(echo(client, { text: "b" }, options));
  expect(error).toMatchObject({ name: "ConflictError", code: "idempotency_mismatch" });
  expect(await echo(client, { text: "a" })).toEqual({ text: "run 2" });
});

test("a handler's ApiError goes out as it is; anything else is a 500 that tells nothing, and is kept", async () => {
  const thrown = [
    new NotFoundError("There is no such note.", { status: 404, code: "note_not_found", param: "text" }),
    new RangeError("the handler's own secret"),
  ];
  await using server = await serveActions([
    handle(echo, () => {
      throw thrown.shift();
    }),
  ]);
  const client = server.client({ retry: false });
  expect(await failure(echo(client, { text }, { idempotencyKey: "key_1" }))).toMatchObject({
    name: "NotFoundError",
    code: "note_not_found",
    param: "text",
    requestId: "req_1",
  });
  // What failed had no effect: the key is free again.
  const error = await failure(echo(client, { text }, { idempotencyKey: "key_1" }));
  expect(error).toMatchObject({
    name: "ServerError",
    code: "internal_error",
    message: "The handler failed.",
  });
  expect(server.requests[1]?.error).toBeInstanceOf(RangeError);
});

test("a result that the contract does not allow is the handler's mistake, told by its field", async () => {
  await using server = await serveActions([
    handle(echo, () => ({ text: 5 as never })),
    handle(notes, () => ({ data: [{ text: "a" }, {} as never], nextCursor: null })),
    handle(ticks, () => [{ n: 1 }, 5 as never]),
  ]);
  const client = server.client({ retry: false });
  const refused = { name: "ServerError", code: "invalid_result" };
  expect(await failure(echo(client, { text }))).toMatchObject({ ...refused, param: "text" });
  expect(await failure(notes(client).all())).toMatchObject({ ...refused, param: "data.1.text" });
  expect(await failure(collect(ticks(client)))).toMatchObject({ code: "invalid_result" });
});

test("a stream is numbered where it can be resumed, and goes on from Last-Event-ID; its handler runs once", async () => {
  await using server = await serveActions(resumable, { faults: ["stall-mid-stream", "cut-in-event", "ok"] });
  expect(await collect(lasting(server.client(), {}, { timeoutMs: 200 }))).toEqual(eventsOf);
  expect(server.requests.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "1", "2"]);
  expect(server.effects).toHaveLength(1);
});

test("while an event lets itself be waited for, comments come as signs of life", async () => {
  await using server = await serveActions(
    [
      handle(ticks, async function* ({ from }, { signal }) {
        yield { n: from };
        await once(signal, "abort");
      }),
    ],
    { heartbeatMs: 5 },
  );
  const response = await post(`${server.url}/v1/ticks`, { stream: true, from: 1 });
  let heard = "";
  for await (const part of response.body ?? []) {
    heard += new TextDecoder().decode(part);
    if (heard.split(": heartbeat\n\n").length > 3) break;
  }
  expect(heard).toMatch(/^data: \{"n":1\}\n\n(: heartbeat\n\n){3,}$/);
});

test("a handler's signal fires when its client has gone", async () => {
  let stopped: Promise<unknown> | undefined;
  await using server = await serveActions([
    handle(ticks, async function* (_, { signal }) {
      stopped = once(signal, "abort");
      yield { n: 1 };
      await stopped;
    }),
  ]);
  for await (const _ of ticks(server.client())) break;
  await stopped;
});

test("disposing ends every connection, and nothing answers any more", async () => {
  const server = await serveAll(["stall-before-headers"]);
  const call = failure(echo(server.client({ retry: false }), { text }));
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await server[Symbol.asyncDispose]();
  expect(await call).toMatchObject({ name: "ConnectionError" });
  expect((await failure(fetch(server.url))).cause).toMatchObject({ code: "ECONNREFUSED" });
});
