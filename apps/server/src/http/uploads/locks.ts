import { setTimeout } from "node:timers/promises";

const waitMs = 3_000;

/** One writer for each upload. */
export interface Locks {
  /** Gives how to free it; undefined while another has it. `end` is called when somebody wants it cleared. */
  take(key: string, end: () => void): (() => void) | undefined;
  /** Waits until it is free, but not for long: who writes may have gone, and the server not have noticed yet. */
  wait(key: string): Promise<void>;
  /** Ends whoever has it, and waits until it is free. */
  clear(key: string): Promise<void>;
}

export function createLocks(): Locks {
  const held = new Map<string, { end: () => void; freed: Promise<void> }>();
  return {
    take(key, end) {
      if (held.has(key)) return undefined;
      let tell = () => {};
      const freed = new Promise<void>((resolve) => (tell = resolve));
      held.set(key, { end, freed });
      return () => {
        held.delete(key);
        tell();
      };
    },
    async wait(key) {
      const freed = held.get(key)?.freed;
      if (freed) await Promise.race([freed, setTimeout(waitMs, undefined, { ref: false })]);
    },
    async clear(key) {
      const holder = held.get(key);
      holder?.end();
      await holder?.freed;
    },
  };
}
