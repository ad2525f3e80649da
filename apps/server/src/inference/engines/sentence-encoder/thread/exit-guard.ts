/**
 * Two flags both threads see. Ending a process while the thread is inside the model's native code aborts it
 * (the native code cannot raise errors any more), so the end waits for the batch at work, and no new one starts.
 */
export type ExitFlags = Int32Array<SharedArrayBuffer>;

const ENDING = 0;
const BUSY = 1;
/** Loading takes under a second, a batch less; a thread that hangs must not keep the process alive. */
const LONGEST_WAIT_MS = 3000;

/** Flags of a thread that is about to load the model. */
export function createExitFlags(): ExitFlags {
  return new Int32Array(new SharedArrayBuffer(8)).fill(1, BUSY);
}

/** In the thread: does native work, unless the process is ending. */
export async function whileBusy<T>(flags: ExitFlags, work: () => Promise<T>): Promise<T> {
  // First said, then asked: the other side does the opposite, so one of the two always sees the other.
  Atomics.store(flags, BUSY, 1);
  try {
    if (Atomics.load(flags, ENDING) === 1) throw new Error("the process is ending");
    return await work();
  } finally {
    Atomics.store(flags, BUSY, 0);
    Atomics.notify(flags, BUSY);
  }
}

/** In the main thread: makes the end of the process wait. Returns what undoes it. */
export function guardExit(flags: ExitFlags): () => void {
  const wait = () => {
    Atomics.store(flags, ENDING, 1);
    Atomics.wait(flags, BUSY, 1, LONGEST_WAIT_MS);
  };
  process.on("exit", wait);
  return () => void process.off("exit", wait);
}
