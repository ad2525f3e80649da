import { AbortedError, TimeoutError } from "../errors/client-errors.ts";
import type { PlatformError } from "../errors/platform-error.ts";

/** One try of a call: its signal, its timer, and why it was ended early if it was. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** Starts the timer anew; a stream does so at each part. */
  touch(): void;
  /** Ends the request without a reason: a stream the reader has left. */
  stop(): void;
  /** Frees the timer and the listener. Must be called once the body is read or given up. */
  end(): void;
  /** The typed reason, if the timer or the caller ended it. */
  why(): PlatformError | undefined;
}

/**
 * An own controller for each attempt, paired by hand with the caller's signal: `AbortSignal.any` keeps its
 * inputs alive until the longest timer has fired, which adds up on a busy client.
 */
export function beginAttempt(caller: AbortSignal | undefined, timeoutMs: number): Attempt {
  const controller = new AbortController();
  let reason: PlatformError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => controller.abort();
  const onAbort = () => {
    reason ??= new AbortedError(caller?.reason);
    stop();
  };
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reason ??= new TimeoutError(`Nothing came from the server for ${timeoutMs} ms.`);
      stop();
    }, timeoutMs);
  };
  if (caller?.aborted) onAbort();
  else caller?.addEventListener("abort", onAbort);
  touch();
  return {
    signal: controller.signal,
    touch,
    stop,
    why: () => reason,
    end: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
    },
  };
}
