import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";

const tick = (n: number) => `data: {"n":${n}}\n\n`;
const endless = () =>
  serve((response) => {
    events(response, tick(1), tick(2));
  });

test("leaving the loop ends the request", async () => {
  await using server = await endless();
  for await (const _ of ticks(server.client())) break;
  await server.seen[0]?.closed;
});

test("an error in the loop goes through, and ends the request", async () => {
  await using server = await endless();
  const loop = async () => {
    for await (const _ of ticks(server.client())) throw new RangeError("mine");
  };
  expect(await failure(loop())).toBeInstanceOf(RangeError);
  await server.seen[0]?.closed;
});

test("cancel ends the loop quietly: before it, in it, and while it waits", async () => {
  await using server = await endless();
  const before = ticks(server.client());
  await before.cancel();
  expect(await collect(before)).toEqual([]);
  expect(server.seen).toHaveLength(0);
  const inside = ticks(server.client());
  const got: unknown[] = [];
  for await (const { n } of inside) {
    got.push(n);
    await inside.cancel();
  }
  expect(got).toEqual([1]);
  const waiting = ticks(server.client());
  const loop = collect(waiting);
  while (server.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await waiting.cancel();
  await loop;
  await Promise.all(server.seen.map((request) => request.closed));
});

test("disposing cancels", async () => {
  await using server = await endless();
  {
    await using stream = ticks(server.client());
    await stream[Symbol.asyncIterator]().next();
  }
  await server.seen[0]?.closed;
});

test("the caller's abort is an error, with its reason", async () => {
  await using server = await endless();
  const controller = new AbortController();
  const got: unknown[] = [];
  const loop = async () => {
    for await (const { n } of ticks(server.client(), {}, { signal: controller.signal })) {
      got.push(n);
      controller.abort("enough");
    }
  };
  expect(await failure(loop())).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(got).toEqual([1]);
  await server.seen[0]?.closed;
});

test.each([
  ["ends early", tick(1), "stream_truncated"],
  ["ends within an event", 'data: {"n":1}\n\ndata: {"n"', "stream_truncated"],
  ["is empty", "", "stream_truncated"],
])("a stream that %s is an error", async (_, body, code) => {
  await using server = await serve((response) => {
    events(response, body);
    response.end();
  });
  const error = await failure(collect(ticks(server.client())));
  expect(error).toMatchObject({ name: "StreamError", code, retryable: true, requestId: "req_1" });
  expect(server.seen).toHaveLength(1);
});

test("a stream that is cut off is an error", async () => {
  await using server = await serve((response) => {
    events(response);
    response.write(tick(1), () => setTimeout(() => response.destroy(), 20));
  });
  const error = await failure(collect(ticks(server.client())));
  expect(error).toMatchObject({ name: "StreamError", code: "stream_broken", retryable: true });
});

test.each([
  ["event: error", 'event: error\ndata: {"error":{"message":"Full.","code":"overloaded","param":"n"}}\n\n'],
  ["OpenAI's form", 'data: {"error":{"message":"Full.","code":"overloaded","param":"n"}}\n\n'],
  ["a bare event: error", 'event: error\ndata: {"message":"Full.","code":"overloaded","param":"n"}\n\n'],
])("an error sent as %s is an ApiError", async (_, body) => {
  await using server = await serve((response) => {
    events(response, tick(1), body);
  });
  const error = await failure(collect(ticks(server.client())));
  expect(error).toMatchObject({ name: "ApiError", message: "Full.", code: "overloaded", requestId: "req_1" });
  await server.seen[0]?.closed;
});

test("a field named `error` beside others is data", async () => {
  await using server = await serve((response) => {
    events(response, 'data: {"n":1,"error":{"message":"of the program"}}\n\ndata: [DONE]\n\n');
  });
  expect(await collect(ticks(server.client()))).toHaveLength(1);
});

test.each([
  ["not JSON", "data: {n}\n\n", "DecodeError", "unexpected_response"],
  ["of another shape", "data: 5\n\n", "DecodeError", "unexpected_response"],
  ["without end", `data: ${"x".repeat(17 * 1024 * 1024)}`, "StreamError", "event_too_large"],
])("an event that is %s is refused, and the request ended", async (_, body, name, code) => {
  await using server = await serve((response) => {
    events(response, body);
  });
  const error = await failure(collect(ticks(server.client())));
  expect(error).toMatchObject({ name, code, retryable: false });
  await server.seen[0]?.closed;
});

test("an answer that is no stream is refused", async () => {
  await using server = await serve((response) => json(response, { n: 1 }, 200, { "x-request-id": "req_2" }));
  const error = await failure(collect(ticks(server.client())));
  expect(error).toMatchObject({ name: "DecodeError", requestId: "req_2", attempts: 1 });
});

test("a failed opening is tried again under one key", async () => {
  await using server = await serve((response, _, count) => {
    if (count < 3) return json(response, {}, 503);
    events(response, tick(1), "data: [DONE]\n\n");
  });
  expect(await collect(ticks(server.client()))).toEqual([{ n: 1 }]);
  expect(new Set(server.seen.map((request) => request.headers["idempotency-key"])).size).toBe(1);
});

test("after the last event the connection is used again, or given up if the body does not end", async () => {
  const ports = new Set<number | undefined>();
  let end = true;
  await using server = await serve((response) => {
    ports.add(response.socket?.remotePort);
    events(response, tick(1), "data: [DONE]\n\n");
    if (end) setTimeout(() => response.end(), 5);
  });
  for (let round = 0; round < 5; round++) {
    await collect(ticks(server.client()));
    await server.seen[round]?.closed;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(ports.size).toBe(1);
  end = false;
  await collect(ticks(server.client()));
  await server.seen[5]?.closed;
});
