import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { echo, look, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import {
  type CircuitChange,
  circuitBreaker,
  CircuitOpenError,
  ConnectionError,
  type Layer,
  retry,
} from "../index.ts";

const note = { text: "a" };
const once = { retry: false } as const;

/** A breaker whose changes are written down. */
function watched(options: Parameters<typeof circuitBreaker>[0] = {}) {
  const states: string[] = [];
  const onChange = ({ state }: CircuitChange) => void states.push(state);
  return { states, layer: circuitBreaker({ onChange, ...options }) };
}

// Only the clock is set by hand: timers and the network are real.
let passMs = 0;
beforeEach(() => {
  passMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + passMs);
});
afterEach(() => void vi.restoreAllMocks());

test("opens after so many failures in a row, then one tries, and its answer decides", async () => {
  let status = 500;
  await using server = await serve((response) => json(response, note, status));
  const { layer, states } = watched({ failures: 3, openMs: 30_000 });
  const client = server.client({ use: [layer], ...once });
  const many = async (count: number) => {
    for (let call = 0; call < count; call++) await failure(look(client));
  };
  await many(2);
  status = 200;
  await look(client);
  status = 503;
  await many(2);
  expect(states).toEqual([]);
  await many(1);
  expect(states).toEqual(["open"]);
  const sent = server.seen.length;
  const error = await failure(look(client));
  expect(error).toBeInstanceOf(CircuitOpenError);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ name: "CircuitOpenError", code: "circuit_open", retryable: true });
  expect(error["retryAfterMs"]).toBeGreaterThan(0);
  expect(error["retryAfterMs"]).toBeLessThanOrEqual(30_000);
  expect(server.seen).toHaveLength(sent);
  passMs += 30_000;
  await many(2);
  expect(server.seen).toHaveLength(sent + 1);
  expect(states).toEqual(["open", "half-open", "open"]);
  passMs += 30_000;
  status = 404;
  await many(1);
  expect(states.slice(3)).toEqual(["half-open", "closed"]);
  await many(5);
  expect(server.seen).toHaveLength(sent + 7);
});

test("while one tries the others are refused, with a short wait", async () => {
  let answer = () => {};
  await using server = await serve(async (response, _, count) => {
    if (count === 1) return json(response, {}, 500);
    await new Promise<void>((resolve) => (answer = resolve));
    json(response, note);
  });
  const { layer, states } = watched({ failures: 1 });
  const client = server.client({ use: [layer], ...once });
  await failure(look(client));
  passMs += 30_000;
  const trying = look(client);
  const refused = await Promise.all(Array.from({ length: 5 }, () => failure(look(client))));
  for (const error of refused) expect(error).toMatchObject({ code: "circuit_open", retryAfterMs: 1_000 });
  while (server.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  answer();
  await trying;
  expect(states).toEqual(["open", "half-open", "closed"]);
  expect(server.seen).toHaveLength(2);
});

test("neither a 4xx nor the caller's abort nor an odd answer counts; no answer, a stall and a cut do", async () => {
  let kind = "404";
  await using server = await serve((response) => {
    if (kind === "404") return json(response, {}, 404);
    if (kind === "odd") return response.end("<html>");
    if (kind === "reset") return response.destroy();
    if (kind === "cut") response.writeHead(200, { "content-length": "9" }).write("{");
    if (kind === "cut") return setTimeout(() => response.destroy(), 5);
    if (kind === "stall body") return response.writeHead(200).write("{");
  });
  const { layer, states } = watched({ failures: 2 });
  const client = server.client({ use: [layer], ...once });
  const twice = async (now: string, options = {}) => {
    kind = now;
    await failure(look(client, {}, options));
    return failure(look(client, {}, options));
  };
  await twice("404");
  await twice("odd");
  for (let call = 0; call < 3; call++) {
    kind = "stall";
    await failure(look(client, {}, { signal: AbortSignal.timeout(20) }));
  }
  expect(states).toEqual([]);
  for (const failing of ["reset", "cut", "stall", "stall body"]) {
    passMs += 30_000;
    kind = "404";
    await failure(look(client));
    states.length = 0;
    await twice(failing, { timeoutMs: 60 });
    expect(states, failing).toEqual(["open"]);
  }
});

test("one that tries and is aborted leaves the trying to the next", async () => {
  await using server = await serve((response, _, count) => {
    if (count !== 2) json(response, note, count === 1 ? 500 : 200);
  });
  const { layer, states } = watched({ failures: 1 });
  const client = server.client({ use: [layer], ...once });
  await failure(look(client));
  passMs += 30_000;
  expect(await failure(look(client, {}, { signal: AbortSignal.timeout(20) }))).toMatchObject({
    name: "AbortedError",
  });
  await look(client);
  expect(states).toEqual(["open", "half-open", "half-open", "closed"]);
});

test("answers to what was sent before it opened change nothing", async () => {
  const waiting: (() => void)[] = [];
  await using server = await serve(async (response, { url }) => {
    if (url.startsWith("/v1/look?")) await new Promise<void>((resolve) => waiting.push(resolve));
    json(response, note, url === "/v1/look?text=well" ? 200 : 500);
  });
  const { layer, states } = watched({ failures: 1 });
  const client = server.client({ use: [layer], ...once });
  const early = [look(client, { text: "well" }), failure(look(client, { text: "ill" }))];
  while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await failure(look(client));
  for (const answer of waiting) answer();
  await Promise.all(early);
  expect(await failure(look(client))).toMatchObject({ code: "circuit_open" });
  expect(states).toEqual(["open"]);
});

test("a stream that opens closes it, however long it lasts", async () => {
  await using server = await serve((response, _, count) => {
    if (count === 1) return json(response, {}, 500);
    events(response, 'data: {"n":1}\n\n');
  });
  const { layer, states } = watched({ failures: 1 });
  const client = server.client({ use: [layer], ...once });
  await failure(collect(ticks(client)));
  passMs += 30_000;
  for await (const _ of ticks(client)) {
    expect(states).toEqual(["open", "half-open", "closed"]);
    break;
  }
});

test("a retry waits for it instead of hammering, and where it may not wait fails at once", async () => {
  await using server = await serve((response, _, count) => json(response, note, count === 1 ? 500 : 200));
  const policy = retry({ baseMs: 0 });
  const asked: (number | undefined)[] = [];
  const patient: typeof policy = {
    ...policy,
    delay: (error, attempt) => {
      const ms = policy.delay(error, attempt);
      asked.push(ms);
      // The wait itself is not lived through.
      if (ms) passMs += ms;
      return ms && 0;
    },
  };
  const { layer } = watched({ failures: 1, openMs: 30_000 });
  const client = server.client({ use: [layer], retry: patient });
  expect(await echo(client, note)).toEqual(note);
  expect(server.seen).toHaveLength(2);
  expect(asked[1]).toBeGreaterThan(29_000);
  expect(asked).toHaveLength(2);

  const hasty = server.client({ use: [circuitBreaker({ failures: 1 })], baseUrl: "http://127.0.0.1:1" });
  const error = await failure(look(hasty, {}, { deadlineMs: 5_000 }));
  expect(error).toMatchObject({ code: "circuit_open", attempts: 2 });
});

test("each base URL, or what `key` gives, has its own, and clients with the same layer share it", async () => {
  await using server = await serve((response, { url }) =>
    json(response, note, url === "/v1/look" ? 500 : 200),
  );
  await using well = await serve((response) => json(response, note));
  const use = [circuitBreaker({ failures: 1 })];
  await failure(look(server.client({ use, ...once })));
  expect(await failure(echo(server.client({ use, ...once }), note))).toMatchObject({ code: "circuit_open" });
  expect(await look(well.client({ use }))).toEqual(note);
  const named = server.client({
    use: [circuitBreaker({ failures: 1, key: ({ call }) => call.contract.name })],
    ...once,
  });
  await failure(look(named));
  expect(await echo(named, note)).toEqual(note);
});

test("time that is up before a request was sent is not the server's failure", async () => {
  await using server = await serve((response) => json(response, note));
  const slow: Layer =
    () =>
    async (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("left"))));
  const { layer, states } = watched({ failures: 1 });
  const client = server.client({ use: [layer, slow], ...once });
  expect(await failure(look(client, {}, { deadlineMs: 20 }))).toMatchObject({ name: "TimeoutError" });
  expect(states).toEqual([]);
});

test("`failures: 0` is refused", async () => {
  const error = await failure((async () => circuitBreaker({ failures: 0 }))());
  expect(error).toMatchObject({ name: "ConfigurationError", param: "failures" });
});
