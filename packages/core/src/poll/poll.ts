import { AbortedError, PollTimeoutError } from "../errors/client-errors.ts";
import { beginAttempt } from "../transport/attempt.ts";
import { sleep } from "../transport/sleep.ts";
import { unlessAborted } from "../transport/unless-aborted.ts";
import { atLeast } from "../transport/at-least.ts";
import type { Logged, PollOptions } from "./options.ts";

/** Timers count in 32 bits: a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;
/** What a look gets at least, also one that begins when the time is over. */
const graceMs = 1_000;

/**
 * Looks until `done` says so, and gives what was seen last.
 *
 * @param look - Is given a signal that fires when the caller has enough or the time is over: pass it on. A look
 *   that does not heed it is left to itself.
 * @throws {PollTimeoutError} when `timeoutMs` is over; the work itself goes on.
 * @throws {AbortedError} when the signal fires.
 * @throws {ConfigurationError} for a number that is none, or below zero.
 * @example
 * const task = await poll((signal) => getTask(client, { taskId }, { signal }), (task) => task.endedAt !== null);
 */
export async function poll<T, L extends Logged = Logged>(
  look: (signal: AbortSignal) => Promise<T>,
  done: (state: T) => boolean,
  options: PollOptions<T, L> = {},
): Promise<T> {
  const { intervalMs = 1_000, backoff = "exponential", factor = 1.5, timeoutMs = Infinity } = options;
  const { maxIntervalMs = Math.max(10_000, intervalMs), signal, same = sameJson } = options;
  atLeast(0, { intervalMs, factor, maxIntervalMs, timeoutMs }, Infinity);
  const until = Date.now() + timeoutMs;
  let told: [T] | undefined;
  let wait = intervalMs;
  let after = 0;
  const lookAndTell = async (ends: AbortSignal) => {
    const state = await look(ends);
    // After the look: what was written before the end is told before the end is.
    for await (const line of (await options.logs?.(after, ends)) ?? []) {
      if (ends.aborted) break;
      if (line.id <= after) continue;
      after = line.id;
      await options.onLog?.(line);
    }
    if (!told || !same(told[0], state)) await options.onChange?.(state);
    told = [state];
    await options.onProgress?.(state);
    return state;
  };
  for (;;) {
    if (signal?.aborted) throw new AbortedError(signal.reason);
    const attempt = beginAttempt(signal, Infinity, Math.max(until, Date.now() + graceMs));
    const state = await unlessAborted(lookAndTell(attempt.signal), attempt.signal)
      .catch((error: unknown) => {
        const why = attempt.why();
        throw !why ? error : why instanceof AbortedError ? why : late(timeoutMs);
      })
      .finally(attempt.end);
    if (done(state)) return state;
    const left = until - Date.now();
    if (left <= 0) throw late(timeoutMs);
    await sleep(Math.min(wait, maxIntervalMs, left, longestTimerMs), signal);
    if (backoff === "exponential") wait = Math.max(intervalMs, wait * factor);
  }
}

const late = (timeoutMs: number) =>
  new PollTimeoutError(`Not done after ${timeoutMs} ms; it goes on without this wait.`, {
    code: "poll_timeout",
  });

const sameJson = (before: unknown, now: unknown) => JSON.stringify(before) === JSON.stringify(now);
