import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { collect, events, failure, serve } from "../../test/server.ts";
import { type EventStream, toReadableStream } from "../index.ts";

const tick = (n: number) => `data: {"n":${n}}\n\n`;
const done = "data: [DONE]\n\n";

test("every event goes through, to the end", async () => {
  await using server = await serve((response) => {
    events(response, tick(1), tick(2), done);
    response.end();
  });
  const lines = toReadableStream(ticks(server.client())).pipeThrough(
    new TransformStream<unknown, string>({
      transform: (event, controller) => controller.enqueue(`${JSON.stringify(event)}\n`),
    }),
  );
  expect(await collect(lines)).toEqual(['{"n":1}\n', '{"n":2}\n']);
});

test("nothing is sent before the first read, and no event is taken before it is asked for", async () => {
  await using server = await serve((response) => events(response, tick(1).repeat(50), done));
  let taken = 0;
  const source = ticks(server.client());
  const counted: EventStream<unknown> = {
    lastEventId: undefined,
    cancel: () => source.cancel(),
    [Symbol.asyncDispose]: () => source.cancel(),
    async *[Symbol.asyncIterator]() {
      for await (const event of source) {
        taken++;
        yield event;
      }
    },
  };
  const stream = toReadableStream(counted);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.seen).toHaveLength(0);
  const reader = stream.getReader();
  for (let n = 1; n <= 3; n++) {
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(taken).toBe(n);
  }
  await reader.cancel();
});

test("cancelling ends the request, waiting or not, and leaves no listener", async () => {
  await using server = await serve((response) => {
    events(response, tick(1));
  });
  const { signal } = new AbortController();
  for (const waits of [false, true]) {
    const reader = toReadableStream(ticks(server.client(), {}, { signal })).getReader();
    expect(await reader.read()).toEqual({ done: false, value: { n: 1 } });
    const second = waits ? reader.read() : undefined;
    await reader.cancel();
    expect(await (second ?? { done: true })).toMatchObject({ done: true });
    await server.seen.at(-1)?.closed;
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("cancelled before the first read, nothing is sent", async () => {
  await using server = await serve((response) => events(response, tick(1), done));
  const stream = ticks(server.client());
  await toReadableStream(stream).cancel();
  expect(await collect(stream)).toEqual([]);
  expect(server.seen).toHaveLength(0);
});

test("a failure keeps its type, after the events before it", async () => {
  await using server = await serve((response) => {
    events(response, tick(1));
    response.end();
  });
  const reader = toReadableStream(ticks(server.client())).getReader();
  expect(await reader.read()).toMatchObject({ value: { n: 1 } });
  expect(await failure(reader.read())).toMatchObject({ name: "StreamError", code: "stream_truncated" });
});

test("events that were read already are refused", async () => {
  await using server = await serve((response) => events(response, done));
  const stream = ticks(server.client());
  await collect(stream);
  const error = await failure(toReadableStream(stream).getReader().read());
  expect(error).toMatchObject({ name: "StreamError", code: "stream_consumed" });
});
