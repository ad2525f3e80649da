import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { echo, look } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { createClient, retry } from "../index.ts";

const note = { text: "a" };

test("a failed call is sent again under one key, the next call under another", async () => {
  await using server = await serve((response, _, count) =>
    json(response, note, count === 3 || count === 4 ? 200 : 500),
  );
  const client = server.client();
  expect(await echo(client, note)).toEqual(note);
  await echo(client, note);
  const keys = server.seen.map((request) => request.headers["idempotency-key"]);
  expect(keys[0]).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(keys).toEqual([keys[0], keys[0], keys[0], keys[3]]);
  expect(keys[3]).not.toBe(keys[0]);
  expect(server.seen.map((request) => request.body)).toEqual(Array(4).fill('{"text":"a"}'));
});

test("the caller's key is kept, and reading needs none", async () => {
  await using server = await serve((response) => json(response, note));
  await echo(server.client(), note, { idempotencyKey: "mine" });
  await look(server.client());
  expect(server.seen.map((request) => request.headers["idempotency-key"])).toEqual(["mine", undefined]);
});

test.each([
  ["no retries by the call", {}, { retries: 0 }, 1],
  ["no retries by the client", { retry: false as const }, {}, 1],
  ["one retry by the call", {}, { retries: 1 }, 2],
  ["one retry by the client", { retry: retry({ retries: 1, baseMs: 1 }) }, {}, 2],
  ["three retries when nothing is said", {}, {}, 4],
])("%s", async (_, options, callOptions, attempts) => {
  await using server = await serve((response) => json(response, {}, 503));
  const counted: number[] = [];
  const onAttempt = (count: number) => counted.push(count);
  const error = await failure(echo(server.client(options), note, { ...callOptions, onAttempt }));
  expect(error).toMatchObject({ name: "ServerError", attempts });
  expect(server.seen).toHaveLength(attempts);
  expect(counted).toEqual(Array.from({ length: attempts }, (_, at) => at + 1));
});

test.each([400, 401, 402, 403, 404, 409, 422, 501, 302])("%i is final", async (status) => {
  await using server = await serve((response) => json(response, {}, status));
  expect(await failure(echo(server.client(), note))).toMatchObject({ status, attempts: 1 });
});

test.each([
  ["x-should-retry: false", 500, {}, { "x-should-retry": "false" }, 1],
  ["x-should-retry: true", 409, {}, { "x-should-retry": "true" }, 4],
  ["retryable: false in the body", 500, { error: { retryable: false } }, {}, 1],
  ["retryable: true in the body", 409, { error: { retryable: true } }, {}, 4],
])("the server decides with %s", async (_, status, body, headers, attempts) => {
  await using server = await serve((response) => json(response, body, status, headers as {}));
  expect(await failure(echo(server.client(), note))).toMatchObject({ attempts });
});

test("nobody there: tried again, then told with the address and the cause", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = createClient({ apiKey: "key", baseUrl, retry: retry({ baseMs: 1 }) });
  const error = await failure(echo(client, note));
  expect(error).toMatchObject({ name: "ConnectionError", attempts: 4, code: "connection_failed" });
  expect(error.message).toBe(`No answer from ${baseUrl} (ECONNREFUSED).`);
  expect((error.cause as { code: string }).code).toBe("ECONNREFUSED");
});

test("an answer that breaks off is asked for again", async () => {
  await using server = await serve((response, _, count) => {
    if (count > 1) return json(response, note);
    response.writeHead(200, { "content-length": "100" });
    response.write("{", () => response.destroy());
  });
  expect(await echo(server.client(), note)).toEqual(note);
});

test("a custom fetch that throws something odd gives a connection error", async () => {
  const odd = (() => Promise.reject("odd")) as typeof fetch;
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", retry: false, fetch: odd });
  const error = await failure(echo(client, note));
  expect(error).toMatchObject({ name: "ConnectionError", cause: "odd" });
  expect(error.message).toBe("No answer from http://localhost (odd).");
});
