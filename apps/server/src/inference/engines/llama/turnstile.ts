/** Lets many pass, and holds them back while somebody needs the place alone. */
export interface Turnstile {
  /** Resolves when nobody needs the place alone. */
  pass(): Promise<void>;
  /** Holds back everyone else's next pass until the work is done. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Several may be alone at once: they only agree on holding back the others. */
export function createTurnstile(): Turnstile {
  const busy = new Set<Promise<unknown>>();
  return {
    async pass() {
      while (busy.size > 0) await Promise.allSettled(busy);
    },
    async alone(work) {
      const done = work();
      busy.add(done);
      try {
        return await done;
      } finally {
        busy.delete(done);
      }
    },
  };
}
