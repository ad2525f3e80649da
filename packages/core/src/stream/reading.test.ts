import { expect, test } from "vitest";
import * as v from "valibot";
import { lasting, ticks } from "../../test/actions.ts";
import { createClient, defineStream, wire } from "../index.ts";
import { collect, events, failure, serve } from "../../test/server.ts";

const tick = (n: number) => `data: {"n":${n}}\n\n`;
const done = "data: [DONE]\n\n";

test("events come in order, and the request says that it wants them", async () => {
  await using server = await serve((response) => {
    events(response, tick(1), `id: b\n${tick(2)}`, done);
    response.end();
  });
  const stream = ticks(server.client(), { from: 1 });
  expect(stream.lastEventId).toBeUndefined();
  expect(await collect(stream)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(stream.lastEventId).toBe("b");
  expect(server.seen[0]?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer key" });
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ from: 1, stream: true });
});

test("an event that ends in CR is given at once, whatever follows", async () => {
  await using server = await serve((response) => {
    events(response, 'data: {"n":1}\r\r');
  });
  for await (const { n } of ticks(server.client(), {}, { timeoutMs: 5_000 })) {
    expect(n).toBe(1);
    break;
  }
  expect.assertions(1);
});

test("nothing is sent before the first reading, and a second one is refused", async () => {
  await using server = await serve((response) => events(response, tick(1), done));
  const stream = ticks(server.client());
  expect(server.seen).toHaveLength(0);
  await collect(stream);
  const error = await failure(collect(stream));
  expect(error).toMatchObject({ name: "StreamError", code: "stream_consumed" });
  expect(server.seen).toHaveLength(1);
});

test("no part of the body is taken before its turn", async () => {
  let pulled = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.enqueue(new TextEncoder().encode(pulled++ < 3 ? tick(pulled) : done));
  };
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const headers = { "content-type": "text/event-stream" };
  const fetch = async () => new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, { headers });
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch });
  for await (const { n } of ticks(client)) expect(pulled).toBe(n);
});

test("an event that came with others is looked at when its turn comes", async () => {
  await using server = await serve((response) => {
    events(response, `${tick(1)}${tick(2)}data: {n}\n\n`);
  });
  let checked = 0;
  const counting = defineStream<object, unknown>({
    ...ticks.contract,
    event: wire(() =>
      v.pipe(
        v.unknown(),
        v.check(() => ++checked > 0),
      ),
    ),
  });
  const reader = counting(server.client())[Symbol.asyncIterator]();
  for (let n = 1; n <= 2; n++) {
    expect(await reader.next()).toEqual({ done: false, value: { n } });
    expect(checked).toBe(n);
  }
  expect(await failure(reader.next())).toMatchObject({ name: "DecodeError" });
});

test("a reader that takes its time holds the server back", async () => {
  const part = tick(1).repeat(1000);
  let sent = 0;
  await using server = await serve(async (response) => {
    events(response);
    const step = () => {
      while (!response.destroyed) {
        sent += part.length;
        if (!response.write(part)) return response.once("drain", step);
      }
      return undefined;
    };
    step();
  });
  for await (const _ of ticks(server.client())) {
    // With one event read, the server comes to a stop once the buffers between are full: two looks, a
    // while apart, find the same. Without back-pressure this would never end.
    for (let before = -1; before !== sent;) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    break;
  }
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  await server.seen[0]?.closed;
});

test("a reader at work is not taken for a silent server", async () => {
  await using server = await serve((response) => {
    events(response, tick(1));
    setTimeout(() => response.end(tick(2) + done), 20);
  });
  const got: unknown[] = [];
  for await (const { n } of ticks(server.client(), {}, { timeoutMs: 150 })) {
    got.push(n);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  expect(got).toEqual([1, 2]);
});

test("a silent server is given up", async () => {
  await using server = await serve((response) => events(response, tick(1)));
  const error = await failure(collect(ticks(server.client(), {}, { timeoutMs: 40 })));
  expect(error).toMatchObject({ name: "TimeoutError" });
  await server.seen[0]?.closed;
});

test("a stream that never falls silent still meets its deadline", async () => {
  await using server = await serve((response) => {
    events(response);
    const timer = setInterval(() => response.write(tick(1)), 5);
    response.on("close", () => clearInterval(timer));
  });
  for (const action of [ticks, lasting]) {
    const error = await failure(collect(action(server.client(), {}, { deadlineMs: 150 })));
    expect(error).toMatchObject({ name: "TimeoutError", message: "The call's deadline has passed." });
  }
});
