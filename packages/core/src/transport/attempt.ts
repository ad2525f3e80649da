import { AbortedError, TimeoutError } from "../errors/client-errors.ts";
import type { PlatformError } from "../errors/platform-error.ts";

/** One try of a call: its signal, its timer, and why it was ended early if it was. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** Starts the timer anew: before each wait for a part. */
  touch(): void;
  /** Stops the timer while the reader works on a part: only the server's silence counts. */
  rest(): void;
  /** Ends the request without a reason: a stream the reader has left. */
  stop(): void;
  /** Frees the timer and the listener. Must be called once the body is read or given up. */
  end(): void;
  /** The typed reason, if the timer or the caller ended it. */
  why(): PlatformError | undefined;
}

/** Timers count in 32 bits: a longer one, such as `Infinity`, would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * An own controller for each attempt, paired by hand with the caller's signal: `AbortSignal.any` keeps its
 * inputs alive until the longest timer has fired, which adds up on a busy client.
 *
 * @param until - When the whole call must be over, as milliseconds since 1970.
 */
export function beginAttempt(caller: AbortSignal | undefined, timeoutMs: number, until = Infinity): Attempt {
  const controller = new AbortController();
  let reason: PlatformError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => controller.abort();
  const onAbort = () => {
    reason ??= new AbortedError(caller?.reason);
    stop();
  };
  const rest = () => clearTimeout(timer);
  const touch = () => {
    rest();
    const left = until - Date.now();
    const expire = () => {
      reason ??= new TimeoutError(
        left > timeoutMs ? `The server took longer than ${timeoutMs} ms.` : "The call's deadline has passed.",
      );
      stop();
    };
    if (left <= 0) expire();
    else timer = setTimeout(expire, Math.min(timeoutMs, left, longestTimerMs));
  };
  const end = () => {
    rest();
    caller?.removeEventListener("abort", onAbort);
  };
  if (caller?.aborted) onAbort();
  else caller?.addEventListener("abort", onAbort);
  touch();
  return { signal: controller.signal, touch, rest, stop, end, why: () => reason };
}
