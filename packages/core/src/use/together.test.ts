import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { echo, getFile, lasting, look, notes, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import {
  cache,
  circuitBreaker,
  concurrency,
  dedupe,
  hooks,
  type Layer,
  logger,
  type LogRecord,
  rateLimit,
  type RateLimitOptions,
} from "../index.ts";

const note = { text: "a" };

/** Every layer, in the order that the documentation advises. */
function everything(rate: RateLimitOptions = { requests: 1_000_000 }) {
  const records: LogRecord[] = [];
  const ends: unknown[] = [];
  const use: Layer[] = [
    logger({ level: "debug", log: (record) => void records.push(record) }),
    hooks({ onEnd: ({ error }) => void ends.push(error) }),
    cache({ ttlMs: 60_000 }),
    dedupe(),
    rateLimit(rate),
    concurrency({ max: 4 }),
    circuitBreaker({ failures: 1_000_000 }),
  ];
  return { use, records, ends };
}

test("all together: answers, retries, pages, downloads and streams that resume come out right", async () => {
  const tried = new Map<string, number>();
  await using server = await serve((response, { url, headers }) => {
    const key = String(headers["idempotency-key"] ?? url);
    tried.set(key, (tried.get(key) ?? 0) + 1);
    if (url === "/v1/ticks" && headers["last-event-id"]) {
      events(response, 'id: 2\ndata: {"n":2}\n\ndata: [DONE]\n\n');
      return response.end();
    }
    // Everything is refused at first; then a stream breaks off once.
    if (tried.get(key) === 1) return json(response, {}, 503);
    if (url === "/v1/ticks") {
      events(response, 'id: 1\ndata: {"n":1}\n\n');
      return response.end();
    }
    if (url.startsWith("/v1/files")) return response.end("bytes");
    json(response, url === "/v1/notes" ? { data: [note], nextCursor: null } : note);
  });
  const { use, records, ends } = everything();
  const client = server.client({ use });
  const results = await Promise.all([
    echo(client, note),
    ...Array.from({ length: 20 }, () => look(client)),
    notes(client).all(),
    getFile(client, { path: "/" }).then((file) => file.text()),
    collect(lasting(client)),
    ...Array.from({ length: 10 }, () => collect(lasting(client))),
  ]);
  const stream = [{ n: 1 }, { n: 2 }];
  expect(results).toEqual([
    ...Array.from({ length: 21 }, () => note),
    [note],
    "bytes",
    ...Array.from({ length: 11 }, () => stream),
  ]);
  // Twenty readers at once cost a refusal each or fewer, and one answer is kept for whoever comes later.
  const asked = () => server.seen.filter(({ url }) => url === "/v1/look").length;
  const before = asked();
  expect(before).toBeLessThan(20);
  await look(client);
  expect(asked()).toBe(before);
  expect(ends.filter((error) => error === undefined)).toHaveLength(20 + 4 + 11);
  expect(records.filter(({ level }) => level === "error")).toHaveLength(11);
});

test("1,000 calls of all outcomes leave no listener, no timer and no place taken", async () => {
  await using server = await serve((response, { url }, count) => {
    if (count % 23 === 0) return response.destroy();
    if (url === "/v1/ticks") {
      events(response, 'data: {"n":1}\n\n', count % 2 ? "data: [DONE]\n\n" : "");
      return response.end();
    }
    if (count % 19 === 0) return response.writeHead(200).end("<html>");
    if (count % 17 === 0) return;
    if (count % 13 === 0) return json(response, {}, 429, { "retry-after-ms": "1" });
    json(response, note, count % 5 === 0 ? 500 : count % 7 === 0 ? 404 : 200);
  });
  const signals = new Set<AbortSignal>();
  const collecting: Layer = (next) => (url, init) => {
    signals.add(init.signal);
    return next(url, init);
  };
  const { use, ends } = everything();
  const shared = new AbortController();
  const options = { signal: shared.signal, timeoutMs: 200 };
  const client = server.client({
    use: [collecting, ...use],
    retry: { retries: 1, delay: () => 0 },
    // Fetch leaves listeners of its own, which hold nothing, on the signal that it is given.
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.any([init?.signal as AbortSignal]) }),
  });
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  const calls = Array.from({ length: 1_000 }, (_, index) => {
    const own = index % 10 === 9 ? AbortSignal.timeout(index % 50) : shared.signal;
    const mine = { ...options, signal: own };
    if (index % 4 === 0) return collect(ticks(client, {}, mine));
    if (index % 4 === 1) return echo(client, note, mine);
    return look(client, { text: String(index % 100) }, mine);
  });
  const results = await Promise.allSettled(calls);
  const names = new Set(
    results.map((result) => (result.status === "rejected" ? result.reason.name : "well")),
  );
  expect(names.size).toBeGreaterThan(5);
  expect(ends).toHaveLength(1_000);
  expect(getEventListeners(shared.signal, "abort")).toHaveLength(0);
  const listeners = [...signals].reduce((sum, signal) => sum + getEventListeners(signal, "abort").length, 0);
  expect(listeners).toBe(0);
  expect(timers()).toBeLessThanOrEqual(before);
  // Four streams held open take every place, so none was lost.
  await using open = await serve((response) => events(response, 'data: {"n":1}\n\n'));
  const other = open.client({ use });
  const held = Array.from({ length: 4 }, () => ticks(other)[Symbol.asyncIterator]());
  await Promise.all(held.map((stream) => stream.next()));
  expect(await failure(look(other, {}, { deadlineMs: 30 }))).toMatchObject({ name: "TimeoutError" });
  expect(open.seen).toHaveLength(4);
  await Promise.all(held.map((stream) => stream.return?.()));
});
