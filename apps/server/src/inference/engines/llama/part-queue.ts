/** Hands values from a callback to a loop, in order. */
export interface PartQueue<T> {
  push(value: T): void;
  /** Ends the loop after what is already queued; with an error, by throwing it. Later calls change nothing. */
  end(error?: unknown): void;
  /** Ends the loop at once by throwing, dropping what is queued. */
  fail(error: unknown): void;
  values(): AsyncGenerator<T, void, undefined>;
}

/** Makes a queue for one reader. What waits in it is bounded by the producer: here, by a model's context. */
export function createPartQueue<T>(): PartQueue<T> {
  const waiting: T[] = [];
  let ended: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  return {
    push(value) {
      if (ended === undefined) waiting.push(value);
      wake?.();
    },
    end(error) {
      ended ??= { error };
      wake?.();
    },
    fail(error) {
      waiting.length = 0;
      ended = { error };
      wake?.();
    },
    async *values() {
      for (;;) {
        while (waiting.length > 0) yield* waiting.splice(0);
        if (ended !== undefined) {
          if (ended.error !== undefined) throw ended.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
