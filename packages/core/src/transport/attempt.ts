import { AbortedError, TimeoutError } from "../errors/client-errors.ts";
import type { PlatformError } from "../errors/platform-error.ts";
import { hub } from "../use/hub.ts";

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
  end(error?: unknown): void;
  /** Adds someone to tell when the attempt has ended, once. */
  readonly onEnd: (listener: (error?: unknown) => void) => void;
  /** The typed reason, if the timer or the caller ended it. */
  why(): PlatformError | undefined;
}

/** Timers count in 32 bits: a longer one, such as `Infinity`, would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * An own controller for each attempt, paired by hand with the caller's signal: `AbortSignal.any` keeps its
 * inputs alive until the longest timer has fired, which adds up on a busy client.
 *
 * @param until - When the whole call must be over, as milliseconds since 1970. Alone it counts before `touch`.
 */
export function beginAttempt(caller: AbortSignal | undefined, timeoutMs: number, until = Infinity): Attempt {
  const controller = new AbortController();
  const [onEnd, tellEnd] = hub<unknown>();
  let over = false;
  let reason: PlatformError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => controller.abort();
  // Over at once: whoever reads the body may be anywhere, and must not keep what the layers hold for it.
  const giveUp = (why: PlatformError) => {
    reason ??= why;
    stop();
    end(reason);
  };
  const onAbort = () => giveUp(new AbortedError(caller?.reason));
  const rest = () => clearTimeout(timer);
  const wait = (limitMs: number) => {
    rest();
    const left = until - Date.now();
    const expire = () => {
      giveUp(
        new TimeoutError(
          left > limitMs ? `The server took longer than ${limitMs} ms.` : "The call's deadline has passed.",
        ),
      );
    };
    if (left <= 0) expire();
    else timer = setTimeout(expire, Math.min(limitMs, left, longestTimerMs));
  };
  const end = (error?: unknown) => {
    rest();
    caller?.removeEventListener("abort", onAbort);
    if (!over) tellEnd(error);
    over = true;
  };
  if (caller?.aborted) onAbort();
  else caller?.addEventListener("abort", onAbort);
  // Until it is sent only the deadline counts.
  if (until < Infinity) wait(Infinity);
  return {
    signal: controller.signal,
    touch: () => wait(timeoutMs),
    rest,
    stop,
    end,
    onEnd: (listener) => (over ? listener(reason) : onEnd(listener)),
    why: () => reason,
  };
}
