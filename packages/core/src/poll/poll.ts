import { AbortedError, PollTimeoutError } from "../errors/client-errors.ts";
import { sleep } from "../transport/sleep.ts";

/** How to wait for something that takes long. */
export interface PollOptions<T> {
  /** Wait before the second look, in milliseconds. Default 1,000. */
  intervalMs?: number | undefined;
  /** `"exponential"` (default) makes each wait `factor` times the last; `"fixed"` keeps it. */
  backoff?: "exponential" | "fixed" | undefined;
  /** Default 1.5. */
  factor?: number | undefined;
  /** Longest wait between two looks, in milliseconds. Default 10,000, or `intervalMs` where that is longer. */
  maxIntervalMs?: number | undefined;
  /** Longest time altogether, in milliseconds. Default: no limit. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Told after every look, the last one too. */
  onProgress?: ((state: T) => unknown) | undefined;
}

/**
 * Looks until `done` says so, and gives what was seen last.
 *
 * @throws {PollTimeoutError} when `timeoutMs` is over; the work itself goes on.
 * @throws {AbortedError} when the signal fires.
 * @example
 * const task = await poll(() => getTask(client, { taskId }), (task) => task.status === "completed");
 */
export async function poll<T>(
  look: () => Promise<T>,
  done: (state: T) => boolean,
  options: PollOptions<T> = {},
): Promise<T> {
  const { intervalMs = 1_000, backoff = "exponential", factor = 1.5 } = options;
  const { maxIntervalMs = Math.max(10_000, intervalMs), signal } = options;
  const until = Date.now() + (options.timeoutMs ?? Infinity);
  let wait = intervalMs;
  for (;;) {
    if (signal?.aborted) throw new AbortedError(signal.reason);
    const state = await look();
    await options.onProgress?.(state);
    if (done(state)) return state;
    const left = until - Date.now();
    if (left <= 0) {
      throw new PollTimeoutError(`Not done after ${options.timeoutMs} ms; it goes on without this wait.`, {
        code: "poll_timeout",
      });
    }
    await sleep(Math.min(wait, maxIntervalMs, left), signal);
    if (backoff === "exponential") wait *= factor;
  }
}
