import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { echo, look } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";

const note = { text: "a" };

test.each([
  ["no answer", () => {}],
  ["a body that stalls", (response: ServerResponse) => response.writeHead(200).write("{")],
  ["an error body that stalls", (response: ServerResponse) => response.writeHead(500).write("{")],
])("%s: ended, also beside a live signal", async (_, answer) => {
  await using server = await serve((response) => answer(response));
  const { signal } = new AbortController();
  for (const options of [{}, { signal }]) {
    const error = await failure(echo(server.client(), note, { ...options, timeoutMs: 30, retries: 1 }));
    expect(error).toMatchObject({ name: "TimeoutError", code: "timeout", attempts: 2, retryable: true });
    expect(error.message).toBe("The server took longer than 30 ms.");
  }
  // The server sees each of them given up.
  await Promise.all(server.seen.map((request) => request.closed));
});

test("each attempt has a timer of its own", async () => {
  await using server = await serve((response, _, count) => (count < 3 ? undefined : json(response, note)));
  expect(await echo(server.client(), note, { timeoutMs: 300 })).toEqual(note);
});

test("the deadline ends the call, whatever retries are left", async () => {
  await using server = await serve(() => {});
  const error = await failure(
    echo(server.client({ deadlineMs: 50 }), note, { timeoutMs: 20, retries: 1000 }),
  );
  expect(error).toMatchObject({ name: "TimeoutError" });
  expect(error["attempts"]).toBeLessThan(20);
});

test("a deadline shorter than the timeout is named", async () => {
  await using server = await serve(() => {});
  const error = await failure(look(server.client(), {}, { deadlineMs: 20 }));
  expect(error).toMatchObject({
    name: "TimeoutError",
    message: "The call's deadline has passed.",
    attempts: 1,
  });
});

test.each([Infinity, 2 ** 40])("a timeout of %s ms does not fire at once", async (timeoutMs) => {
  await using server = await serve((response) => setTimeout(json, 20, response, note));
  expect(await echo(server.client({ retry: false, timeoutMs }), note)).toEqual(note);
});
