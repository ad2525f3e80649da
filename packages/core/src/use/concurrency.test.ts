import { expect, test } from "vitest";
import { echo, getFile, look, ticks } from "../../test/actions.ts";
import { outgoing } from "../../test/outgoing.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { concurrency, QueueFullError } from "../index.ts";

const note = { text: "a" };

/** Answers only when told to, and knows how many wait for it. */
function gate() {
  const open: (() => void)[] = [];
  let most = 0;
  const hold = async () => {
    await new Promise<void>((resolve) => {
      open.push(resolve);
      most = Math.max(most, open.length);
    });
  };
  return { hold, held: open, most: () => most, one: () => open.shift()?.() };
}

const until = async (so: () => boolean) => {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 1));
};

test("of 1,000 calls of all outcomes never more than `max` are in flight, and each place comes back", async () => {
  let inFlight = 0;
  let most = 0;
  await using server = await serve(async (response, { url }, count) => {
    most = Math.max(most, ++inFlight);
    await new Promise((resolve) => setTimeout(resolve, count % 3));
    // Before the answer: once that is out, the next request may come.
    inFlight--;
    if (url === "/v1/ticks") {
      events(response, 'data: {"n":1}\n\n', "data: [DONE]\n\n");
      return response.end();
    }
    if (count % 7 === 0) return response.destroy();
    if (count % 11 === 0) return response.writeHead(200).end("<html>");
    json(response, note, count % 5 === 0 ? 500 : 200);
  });
  const layer = concurrency({ max: 7 });
  const client = server.client({ use: [layer], retry: { retries: 1, delay: () => 0 } });
  const controller = new AbortController();
  const calls = Array.from({ length: 1_000 }, async (_, index) => {
    if (index % 4 === 0) return collect(ticks(client));
    // Far behind in the queue, so that the server never sees those that are aborted.
    if (index % 4 === 1 && index > 500) return echo(client, note, { signal: controller.signal });
    return look(client);
  });
  await until(() => server.seen.length > 0);
  controller.abort();
  const results = await Promise.allSettled(calls);
  expect(new Set(results.map(({ status }) => status)).size).toBe(2);
  expect(most).toBeLessThanOrEqual(7);
  expect(most).toBeGreaterThan(1);
  const all = Array.from({ length: 7 }, () => layer(async () => Response.json({}))("", outgoing().init));
  await Promise.all(all);
});

test("a stream and a download hold their place until their end", async () => {
  const { hold, held, one } = gate();
  await using server = await serve(async (response, { url }) => {
    if (url === "/v1/look") return json(response, note);
    if (url === "/v1/ticks") events(response, 'data: {"n":1}\n\n');
    else response.writeHead(200).write("by");
    await hold();
    response.end(url === "/v1/ticks" ? "data: [DONE]\n\n" : "tes");
  });
  const client = server.client({ use: [concurrency({ max: 2 })] });
  const reading = collect(ticks(client));
  await until(() => held.length === 1);
  const file = await getFile(client, { path: "/" });
  await until(() => held.length === 2);
  const looks = [look(client), look(client)];
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.seen).toHaveLength(2);
  one();
  await Promise.all([reading, ...looks]);
  await file.stream.cancel();
  const left = ticks(client)[Symbol.asyncIterator]();
  await left.next();
  await left.return?.();
  expect(await Promise.all([look(client), look(client)])).toEqual([note, note]);
});

test("first come, first served; an abort leaves the queue at once and takes nobody's place", async () => {
  const { hold, held, one } = gate();
  await using server = await serve(async (response, { url }) => {
    await hold();
    json(response, { text: url });
  });
  const client = server.client({ use: [concurrency({ max: 1 })] });
  const controller = new AbortController();
  const send = (text: string, signal?: AbortSignal) => look(client, { text }, { signal });
  const first = send("1");
  await until(() => held.length === 1);
  const second = send("2", controller.signal);
  const others = [send("3"), send("4")];
  await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort("enough");
  expect(await failure(second)).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(await failure(send("5", AbortSignal.abort()))).toMatchObject({ name: "AbortedError" });
  for (let round = 0; round < 3; round++) {
    await until(() => held.length === 1);
    one();
  }
  await Promise.all([first, ...others]);
  expect(server.seen.map(({ url }) => url.at(-1))).toEqual(["1", "3", "4"]);
});

test("a call that waits to retry holds no place", async () => {
  await using server = await serve((response, { url }, count) =>
    json(response, note, url === "/v1/echo" && count === 1 ? 503 : 200),
  );
  let wake = () => undefined as void;
  const delay = () => {
    wake();
    return 30;
  };
  const failed = new Promise<void>((resolve) => (wake = resolve));
  const client = server.client({ use: [concurrency({ max: 1 })], retry: { retries: 1, delay } });
  const retried = echo(client, note);
  await failed;
  await look(client);
  await retried;
  expect(server.seen.map(({ url }) => url)).toEqual(["/v1/echo", "/v1/look", "/v1/echo"]);
});

test("beyond `maxQueue` a call fails at once, typed, and is not sent", async () => {
  const { hold, held, one } = gate();
  await using server = await serve(async (response) => {
    await hold();
    json(response, note);
  });
  const client = server.client({ use: [concurrency({ max: 1, maxQueue: 1 })] });
  const calls = [look(client), look(client)];
  await until(() => held.length === 1);
  const error = await failure(look(client));
  expect(error).toBeInstanceOf(QueueFullError);
  expect(error).toMatchObject({ name: "QueueFullError", code: "queue_full", retryable: false, attempts: 1 });
  for (const _ of calls) {
    await until(() => held.length === 1);
    one();
  }
  await Promise.all(calls);
  expect(server.seen).toHaveLength(2);
  await using free = await serve((response) => json(response, note));
  await look(free.client({ use: [concurrency({ max: 1, maxQueue: 0 })] }));
});

test("clients with the same layer share its places", async () => {
  const { hold, held, most, one } = gate();
  await using server = await serve(async (response) => {
    await hold();
    json(response, note);
  });
  const use = [concurrency({ max: 2 })];
  const calls = Array.from({ length: 6 }, () => look(server.client({ use })));
  for (const _ of calls) {
    await until(() => held.length > 0);
    one();
  }
  await Promise.all(calls);
  expect(most()).toBeLessThanOrEqual(2);
});

test.each([{ max: 0 }, { max: Number.NaN }, { maxQueue: -1 }])("%j is refused", async (options) => {
  const error = await failure((async () => concurrency(options))());
  expect(error).toMatchObject({ name: "ConfigurationError", param: Object.keys(options)[0] });
});

test("a stream that is left while nobody reads on gives its place back, and leaves no listener", async () => {
  await using server = await serve((response, { url }) => {
    if (url === "/v1/look") return json(response, note);
    events(response, 'data: {"n":1}\n\n');
  });
  const client = server.client({ use: [concurrency({ max: 1 })] });
  const controller = new AbortController();
  const begin = async () => {
    const stream = ticks(client, {}, { signal: controller.signal });
    await stream[Symbol.asyncIterator]().next();
    return stream;
  };
  {
    await using _ = await begin();
  }
  expect(await look(client)).toEqual(note);
  await (await begin()).cancel();
  expect(await look(client)).toEqual(note);
  await begin();
  controller.abort();
  expect(await look(client)).toEqual(note);
});
