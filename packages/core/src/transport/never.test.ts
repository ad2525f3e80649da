import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { echo, ticks } from "../../test/actions.ts";
import { collect, failure, json, serve } from "../../test/server.ts";
import type { ClientOptions } from "../index.ts";

const note = { text: "a" };
const never = () => new Promise<never>(() => {});

/** What of the caller's own may wait for ever, heeding no signal. */
const own: [string, ClientOptions][] = [
  ["a function that gives the key", { apiKey: never }],
  ["a layer", { use: [() => never] }],
  ["a layer after the answer", { use: [(next) => async (url, init) => (await next(url, init), never())] }],
  ["a fetch", { fetch: never }],
  [
    "a body of a fetch",
    { fetch: async () => new Response(new ReadableStream({ pull: never }), { status: 200 }) },
  ],
];

test.each(own)("%s that never settles is left by an abort and by a deadline", async (_, options) => {
  await using server = await serve((response) => json(response, note));
  const client = server.client({ retry: false, ...options });
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = failure(echo(client, note, { signal }));
  const streamed = failure(collect(ticks(client, {}, { signal })));
  setTimeout(() => controller.abort("enough"), 20);
  const startedAt = performance.now();
  expect(await aborted).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(await streamed).toBeInstanceOf(Error);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(await failure(echo(client, note, { deadlineMs: 30 }))).toMatchObject({ name: "TimeoutError" });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("an answer that comes after the call has ended changes nothing", async () => {
  await using server = await serve((response) => json(response, note));
  const told: unknown[] = [];
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let come = () => {};
  const late = new Promise<void>((resolve) => (come = resolve));
  const client = server.client({
    use: [
      (next) => async (url, init) => {
        init.call.onValue((value) => told.push(value));
        init.call.onEnd((error) => told.push(error));
        await held;
        const response = await next(url, { ...init, signal: new AbortController().signal });
        setTimeout(come, 50);
        return response;
      },
    ],
  });
  const error = await failure(echo(client, note, { deadlineMs: 20, retries: 0 }));
  goOn();
  await late;
  expect(told).toEqual([error]);
});

test.each([
  ["timeoutMs", Number.NaN],
  ["timeoutMs", -1],
  ["deadlineMs", Number.NaN],
  ["retries", Number.NaN],
  ["retries", -1],
])("%s of %s is refused by name, and nothing is sent", async (param, value) => {
  await using server = await serve((response) => json(response, note));
  const error = await failure(echo(server.client(), note, { [param]: value }));
  expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_option", param });
  expect(server.seen).toHaveLength(0);
});
