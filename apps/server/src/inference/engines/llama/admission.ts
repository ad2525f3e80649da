import { EngineError } from "../../../engine-error.ts";

/** Lets so many calls in at once; further ones wait their turn. */
export interface Admission {
  /**
   * Resolves with the function that gives the place back.
   * @throws {EngineError} `limit_exceeded` when the queue is full; rejects with the signal's reason when aborted.
   */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Turns away everyone, waiting or to come. */
  close(error: EngineError): void;
}

interface Waiting {
  admit(): void;
  reject(error: unknown): void;
}

/** First come, first served: `places` at once, at most `maxQueued` waiting. */
export function createAdmission(places: number, maxQueued: number): Admission {
  const queue = new Set<Waiting>();
  let free = places;
  let closed: EngineError | undefined;

  const place = (): (() => void) => {
    free -= 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      free += 1;
      const [next] = queue;
      next?.admit();
    };
  };

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (closed !== undefined) throw closed;
      if (free > 0) return place();
      if (queue.size >= maxQueued) {
        throw new EngineError(
          "limit_exceeded",
          `The model is busy and ${maxQueued} calls already wait: try again shortly.`,
        );
      }
      return await new Promise((resolve, reject) => {
        const leave = (): void => {
          queue.delete(waiting);
          signal.removeEventListener("abort", onAbort);
        };
        const waiting: Waiting = {
          admit: () => (leave(), resolve(place())),
          reject: (error) => (leave(), reject(error)),
        };
        const onAbort = (): void => waiting.reject(signal.reason);
        signal.addEventListener("abort", onAbort, { once: true });
        queue.add(waiting);
      });
    },
    close(error) {
      closed = error;
      for (const waiting of queue) waiting.reject(error);
    },
  };
}
