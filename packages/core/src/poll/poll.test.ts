import { expect, test, vi } from "vitest";
import { failure } from "../../test/server.ts";
import type { PollOptions } from "./options.ts";
import { poll } from "./poll.ts";

/** Runs a poll on the test's clock; gives the times at which it looked. */
async function looks(times: number, options: PollOptions<number>) {
  vi.useFakeTimers({ now: 0 });
  try {
    const at: number[] = [];
    const outcome = poll(
      async () => at.push(Date.now()),
      (count) => count >= times,
      options,
    ).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    return { at, outcome: await outcome };
  } finally {
    vi.useRealTimers();
  }
}

test.each([
  ["exponential by default", {}, [0, 1000, 2500, 4750, 8125]],
  ["exponential, capped", { intervalMs: 100, factor: 10, maxIntervalMs: 500 }, [0, 100, 600, 1100, 1600]],
  ["fixed", { intervalMs: 200, backoff: "fixed" as const }, [0, 200, 400, 600, 800]],
  ["fixed and long", { intervalMs: 30_000, backoff: "fixed" as const }, [0, 30_000, 60_000, 90_000, 120_000]],
])("%s", async (_, options, expected) => {
  expect(await looks(5, options)).toEqual({ at: expected, outcome: 5 });
});

test("what is done at the first look is not waited for", async () => {
  expect(await looks(1, { timeoutMs: 0 })).toEqual({ at: [0], outcome: 1 });
});

test("the last look is at the end of the time allowed", async () => {
  const { at, outcome } = await looks(99, { intervalMs: 400, backoff: "fixed", timeoutMs: 1000 });
  expect(at).toEqual([0, 400, 800, 1000]);
  expect(outcome).toMatchObject({ name: "PollTimeoutError", code: "poll_timeout" });
});

test("progress is told after every look, the last one too, and is waited for", async () => {
  const told: number[] = [];
  let looked = 0;
  const onProgress = async (state: number) => {
    await Promise.resolve();
    told.push(state);
  };
  const state = await poll(
    async () => ++looked,
    (count) => told.length === count && count === 3,
    { intervalMs: 1, onProgress },
  );
  expect(state).toBe(3);
  expect(told).toEqual([1, 2, 3]);
});

test("an abort before the first look", async () => {
  const look = vi.fn(async () => 1);
  const error = await failure(poll(look, () => false, { signal: AbortSignal.abort("early") }));
  expect(error).toMatchObject({ name: "AbortedError", cause: "early" });
  expect(look).not.toHaveBeenCalled();
});

test("an abort while waiting is at once", async () => {
  const controller = new AbortController();
  const look = async () => setTimeout(() => controller.abort("enough"), 5);
  const error = await failure(poll(look, () => false, { intervalMs: 3_600_000, signal: controller.signal }));
  expect(error).toMatchObject({ name: "AbortedError", cause: "enough" });
});

test("a failing look fails the poll", async () => {
  const look = () => Promise.reject(new RangeError("no"));
  expect(await failure(poll(look, () => true))).toBeInstanceOf(RangeError);
});
