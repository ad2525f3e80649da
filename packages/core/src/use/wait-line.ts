import { AbortedError } from "../errors/client-errors.ts";

/** Requests that wait for their turn: first come, first served. */
export interface WaitLine {
  readonly length: number;
  /** Waits behind all others, then does `go`. Leaves at once when the signal fires. */
  wait<T>(signal: AbortSignal, go: () => Promise<T>): Promise<T>;
  /** Lets the first one go, before this returns. */
  callFirst(): void;
}

/** @param onLeave - Told when one has left without its turn. */
export function waitLine(onLeave?: () => void): WaitLine {
  // A set keeps the order and gives up one from the middle at no cost.
  const waiting = new Set<() => void>();
  return {
    get length() {
      return waiting.size;
    },
    wait: (signal, go) =>
      new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(start);
          signal.removeEventListener("abort", leave);
        };
        const leave = () => {
          end();
          reject(new AbortedError(signal.reason));
          onLeave?.();
        };
        const start = () => {
          end();
          // What `go` throws at once belongs to the one who waited, not to the one who called it.
          resolve(new Promise((done) => done(go())));
        };
        waiting.add(start);
        if (signal.aborted) leave();
        else signal.addEventListener("abort", leave);
      }),
    callFirst: () => {
      for (const start of waiting) return start();
    },
  };
}
