import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { collect, events, failure, serve } from "../../test/server.ts";
import { type EventStream, tee } from "../index.ts";

const tick = (n: number) => `id: ${n}\ndata: {"n":${n}}\n\n`;
const done = "data: [DONE]\n\n";
const all = [{ n: 1 }, { n: 2 }, { n: 3 }];
const three = () =>
  serve((response) => {
    events(response, tick(1), tick(2), tick(3), done);
    response.end();
  });
const endless = () =>
  serve((response) => {
    events(response, tick(1), tick(2));
  });
const next = async <E>(events: AsyncIterator<E>) => (await events.next()).value as E | undefined;

test("both get every event of one request, whoever reads first", async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    await using server = await three();
    const both = tee(ticks(server.client()));
    expect(server.seen).toHaveLength(0);
    expect(await collect(both[order[0]])).toEqual(all);
    expect(await collect(both[order[1]])).toEqual(all);
    expect(server.seen).toHaveLength(1);
  }
});

test("side by side, each has the id of the event it has read", async () => {
  await using server = await three();
  const [a, b] = tee(ticks(server.client()));
  const [fast, slow] = [a[Symbol.asyncIterator](), b[Symbol.asyncIterator]()];
  expect(await Promise.all([next(fast), next(slow)])).toEqual([{ n: 1 }, { n: 1 }]);
  expect(await next(fast)).toEqual({ n: 2 });
  expect([a.lastEventId, b.lastEventId]).toEqual(["2", "1"]);
  expect(await Promise.all([collect(rest(fast)), collect(rest(slow))])).toEqual([[all[2]], [all[1], all[2]]]);
});

test("the faster one waits at its lead for the slower one, and the server with it", async () => {
  await using server = await serve((response) => events(response, tick(1).repeat(500), done));
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
  const [a, b] = tee(counted, { maxLead: 10 });
  let read = 0;
  const fast = (async () => {
    for await (const _ of a) read++;
  })();
  const slow = b[Symbol.asyncIterator]();
  for (const lead of [10, 11, 12]) {
    await expect.poll(() => read).toBe(lead);
    // Long enough for whoever would not wait to go on.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([read, taken]).toEqual([lead, lead]);
    await slow.next();
  }
  await b.cancel();
  await fast;
  expect(read).toBe(500);
});

test("cancelling or leaving one keeps the other; both end the request", async () => {
  await using server = await endless();
  const { signal } = new AbortController();
  const [a, b] = tee(ticks(server.client(), {}, { signal }));
  for await (const event of a) {
    expect(event).toEqual({ n: 1 });
    break;
  }
  const kept = b[Symbol.asyncIterator]();
  expect([await next(kept), await next(kept)]).toEqual([{ n: 1 }, { n: 2 }]);
  const waiting = kept.next();
  await b.cancel();
  expect(await waiting).toEqual({ done: true, value: undefined });
  await server.seen[0]?.closed;
  const idle = tee(ticks(server.client(), {}, { signal }));
  await idle[0][Symbol.asyncIterator]().next();
  for (const branch of idle) await branch.cancel();
  await server.seen[1]?.closed;
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("one that waits for the other is cancelled at once, and what is cancelled gives nothing", async () => {
  await using server = await endless();
  const [a, b] = tee(ticks(server.client()), { maxLead: 1 });
  const fast = a[Symbol.asyncIterator]();
  await fast.next();
  const waiting = fast.next();
  await a.cancel();
  expect(await waiting).toMatchObject({ done: true });
  await b.cancel();
  expect(await collect(b)).toEqual([]);
  await server.seen[0]?.closed;
});

test("disposing cancels", async () => {
  await using server = await endless();
  {
    const [a, b] = tee(ticks(server.client()));
    await using one = a;
    await using other = b;
    await one[Symbol.asyncIterator]().next();
    void other;
  }
  await server.seen[0]?.closed;
});

test("a failure is both readers', after what came before", async () => {
  await using server = await serve((response) => {
    events(response, tick(1));
    response.end();
  });
  for (const branch of tee(ticks(server.client()))) {
    const got: unknown[] = [];
    const loop = async () => {
      for await (const event of branch) got.push(event);
    };
    expect(await failure(loop())).toMatchObject({ name: "StreamError", code: "stream_truncated" });
    expect(got).toEqual([{ n: 1 }]);
  }
});

test("each is read once, and a lead below 1 is refused", async () => {
  await using server = await three();
  const [a] = tee(ticks(server.client()));
  await collect(a);
  expect(await failure(collect(a))).toMatchObject({ name: "StreamError", code: "stream_consumed" });
  expect(() => tee(ticks(server.client()), { maxLead: 0 })).toThrow("`maxLead` must be at least 1");
});

test("a stream that was read before fails one half, also where nobody reads the other", async () => {
  await using server = await three();
  const stream = ticks(server.client());
  await collect(stream);
  const [one] = tee(stream);
  expect(await failure(collect(one))).toMatchObject({ code: "stream_consumed" });
});

async function* rest<E>(events: AsyncIterator<E>): AsyncGenerator<E> {
  for (let step; !(step = await events.next()).done;) yield step.value;
}
