import { EngineError } from "../../../engine-error.ts";
import type { Upstream } from "./upstream.ts";

/** Ends an exchange with an upstream that keeps silent. It only runs while we wait, never while our reader is slow. */
export interface Watchdog {
  /** Aborts with an `EngineError("timed_out")`. */
  readonly signal: AbortSignal;
  /** Allows the time until the next byte. */
  waiting(): void;
  /** A byte came. */
  heard(): void;
  stop(): void;
}

/** Starts at once with the time allowed until the first byte. */
export function createWatchdog(upstream: Upstream): Watchdog {
  const controller = new AbortController();
  let first = true;
  let timer: NodeJS.Timeout | undefined;
  const arm = (ms: number, what: string): void => {
    clearTimeout(timer);
    const late = (): void =>
      controller.abort(new EngineError("timed_out", `The upstream ${upstream.name} ${what} for ${ms} ms.`));
    timer = setTimeout(late, ms);
  };
  arm(upstream.firstByteTimeoutMs, "sent nothing");
  return {
    signal: controller.signal,
    waiting() {
      // Until the first byte, the time given at the start goes on running.
      if (!first) arm(upstream.idleTimeoutMs, "went silent in its answer");
    },
    heard() {
      first = false;
      clearTimeout(timer);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
