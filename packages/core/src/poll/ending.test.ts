import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { getFile, look as lookUp } from "../../test/actions.ts";
import { failure, serve } from "../../test/server.ts";
import { poll } from "./poll.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** What a poll on the test's clock comes to, and when. */
async function outcome(polled: Promise<unknown>) {
  const from = Date.now();
  const settled = polled
    .catch((error: unknown) => error)
    .then((value) => ({ value, afterMs: Date.now() - from }));
  await vi.runAllTimersAsync();
  return settled;
}

test("every poll ends: no wait beyond its limit, no look after the time, no time beyond it and one second", async () => {
  const ms = (max: number) => fc.integer({ min: 1, max });
  const settings = fc.record({
    intervalMs: ms(5_000),
    backoff: fc.constantFrom("fixed" as const, "exponential" as const),
    factor: fc.double({ min: 0, max: 1e6, noNaN: true }),
    maxIntervalMs: ms(20_000),
    timeoutMs: fc.integer({ min: 0, max: 20_000 }),
  });
  const looks = fc.array(
    fc.record({
      takesMs: fc.integer({ min: 0, max: 3_000 }),
      kind: fc.constantFrom("not yet", "not yet", "not yet", "done", "fails", "hangs"),
    }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(settings, looks, async (options, script) => {
      const from = Date.now();
      const began: number[] = [];
      const ended: number[] = [];
      const look = async () => {
        const { takesMs, kind } = script[began.length % script.length] ?? { takesMs: 0, kind: "done" };
        began.push(Date.now());
        if (kind === "hangs") return new Promise<string>(() => {});
        await new Promise((resolve) => setTimeout(resolve, takesMs));
        ended.push(Date.now());
        if (kind === "fails") throw new RangeError("look");
        return kind;
      };
      const { value, afterMs } = await outcome(poll(look, (kind) => kind === "done", options));
      expect(afterMs).toBeLessThanOrEqual(options.timeoutMs + 1_000);
      for (const at of began) expect(at - from).toBeLessThanOrEqual(options.timeoutMs);
      for (const [n, at] of ended.entries()) {
        const next = began[n + 1];
        if (next === undefined) continue;
        expect(next - at).toBeLessThanOrEqual(options.maxIntervalMs);
        const least = Math.min(options.intervalMs, options.maxIntervalMs, options.timeoutMs - (at - from));
        expect(next - at).toBeGreaterThanOrEqual(least);
      }
      const names = [value === "done", value instanceof RangeError, Object(value).code === "poll_timeout"];
      expect(names.filter(Boolean)).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
});

test("a look that hangs is ended with the time, and its signal fires", async () => {
  let given: AbortSignal | undefined;
  const look = (signal: AbortSignal) => {
    given = signal;
    return new Promise<never>(() => {});
  };
  const { value, afterMs } = await outcome(poll(look, () => true, { timeoutMs: 5_000 }));
  expect(value).toMatchObject({ name: "PollTimeoutError", code: "poll_timeout" });
  expect(afterMs).toBe(5_000);
  expect(given?.aborted).toBe(true);
});

test("the last look has a second, however short the time", async () => {
  const slow = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, "done"));
  const options = { timeoutMs: 0 };
  expect(await outcome(poll(slow(900), () => true, options))).toEqual({ value: "done", afterMs: 900 });
  const { value, afterMs } = await outcome(poll(slow(1_100), () => true, options));
  expect(value).toMatchObject({ code: "poll_timeout" });
  expect(afterMs).toBe(1_000);
});

test("a wait longer than a timer can count is not a wait of nothing", async () => {
  let looked = 0;
  const look = async () => ++looked;
  const options = { intervalMs: 1, factor: 1e300, maxIntervalMs: Infinity, timeoutMs: 2 ** 40 };
  const polled = poll(look, (count) => count === 4, options);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looked).toBe(2);
  expect((await outcome(polled)).value).toBe(4);
});

test("a hanging request is ended with the time, or with the caller's signal, and no listener is left", async () => {
  vi.useRealTimers();
  await using server = await serve(() => {});
  const client = server.client();
  const timed = poll(
    (signal) => lookUp(client, {}, { signal }),
    () => true,
    { timeoutMs: 0 },
  );
  expect(await failure(timed)).toMatchObject({ name: "PollTimeoutError" });
  await server.seen[0]?.closed;
  const controller = new AbortController();
  const { signal: own } = controller;
  const aborted = poll(
    (signal) => getFile(client, { path: "/" }, { signal }),
    () => true,
    { signal: own },
  );
  while (server.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort("enough");
  expect(await failure(aborted)).toMatchObject({ name: "AbortedError", cause: "enough" });
  await server.seen[1]?.closed;
  expect(getEventListeners(own, "abort")).toHaveLength(0);
});

test.each(["intervalMs", "factor", "maxIntervalMs", "timeoutMs"])("%s must be a number", async (name) => {
  for (const value of [Number.NaN, -1]) {
    const looking = poll(
      async () => 1,
      () => true,
      { [name]: value },
    );
    await expect(looking).rejects.toMatchObject({ code: "invalid_option", param: name });
  }
});
