import { inspect } from "node:util";
import { expect, test } from "vitest";
import { echo, ticks } from "../test/actions.ts";
import { collect, events, failure, json, serve } from "../test/server.ts";
import { type RetryPolicy, retry } from "./index.ts";

/** What other SDKs were found to do wrong, put to the same misbehaving server: each line is one such question. */

const note = { text: "a" };
const stalled = { timeoutMs: 60, retries: 0 };

/** The usual policy, and the waits it chose; nothing is waited for. */
function watched(): RetryPolicy & { waits: Array<number | undefined> } {
  const policy = retry();
  const waits: Array<number | undefined> = [];
  return {
    retries: policy.retries,
    waits,
    delay: (error, attempt) => {
      waits.push(policy.delay(error, attempt));
      return 0;
    },
  };
}

test("a POST answered 500, 500, 200 is sent three times under one key", async () => {
  await using server = await serve((response, _, count) => json(response, note, count < 3 ? 500 : 200));
  await echo(server.client(), note);
  const keys = server.seen.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  expect(keys[0]).toBeTruthy();
});

test.each([
  [{ "retry-after": "1" }, 1_000],
  [{ "retry-after-ms": "150" }, 150],
  [{ "ratelimit-reset": "2" }, 2_000],
])("a 429 with %j is waited for as long as it says", async (headers, ms) => {
  await using server = await serve((response, _, count) =>
    json(response, note, count === 1 ? 429 : 200, headers as unknown as Record<string, string>),
  );
  const policy = watched();
  await echo(server.client({ retry: policy }), note);
  expect(policy.waits).toEqual([ms]);
});

test("an abort ends a wait to try again", async () => {
  await using server = await serve((response) => json(response, {}, 429, { "retry-after": "30" }));
  const controller = new AbortController();
  const call = failure(echo(server.client(), note, { signal: controller.signal }));
  await expect.poll(() => server.seen.length).toBe(1);
  setTimeout(() => controller.abort(), 20);
  expect(await call).toMatchObject({ name: "AbortedError", attempts: 1 });
});

test.each([
  ["no answer comes", () => {}],
  ["the body stalls", (response: { write(text: string): unknown }) => response.write('{"text":')],
])("where %s the time limit holds, also beside a signal that never fires", async (_, answer) => {
  await using server = await serve((response) => answer(response));
  const { signal } = new AbortController();
  expect(await failure(echo(server.client(), note, stalled))).toMatchObject({ name: "TimeoutError" });
  expect(await failure(echo(server.client(), note, { ...stalled, signal }))).toMatchObject({
    name: "TimeoutError",
  });
});

test("an error has its own name and the request's id, and the key is nowhere in it", async () => {
  await using server = await serve((response) => json(response, {}, 401, { "x-request-id": "req_1" }));
  const error = await failure(echo(server.client({ apiKey: "canary" }), note));
  expect(error).toMatchObject({ name: "AuthenticationError", requestId: "req_1" });
  expect(inspect(error, { showHidden: true, depth: 9 })).toMatch(/^AuthenticationError: /);
  expect(inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error)).not.toContain("canary");
});

test("a page passed off as JSON is an error", async () => {
  await using server = await serve((response) =>
    response.writeHead(200, { "content-type": "application/json" }).end("<html>"),
  );
  expect(await failure(echo(server.client(), note))).toMatchObject({ name: "DecodeError" });
});

test("a stream that is left is closed at the server; one that is cut, ends early or is aborted is an error", async () => {
  await using server = await serve((response, _, count) => {
    events(response);
    response.write('data: {"n":1}\n\n', () => {
      if (count === 2) setTimeout(() => response.destroy(), 10);
      if (count === 3) response.end();
    });
  });
  for await (const _ of ticks(server.client())) break;
  await server.seen[0]?.closed;
  expect(await failure(collect(ticks(server.client())))).toMatchObject({ code: "stream_broken" });
  expect(await failure(collect(ticks(server.client())))).toMatchObject({ code: "stream_truncated" });
  const controller = new AbortController();
  const reading = async () => {
    for await (const _ of ticks(server.client(), {}, { signal: controller.signal })) controller.abort();
  };
  expect(await failure(reading())).toMatchObject({ name: "AbortedError" });
});
