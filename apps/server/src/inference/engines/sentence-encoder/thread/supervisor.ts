import { EngineError } from "../../../../engine-error.ts";
import type { Encoded } from "./messages.ts";
import { startThread, type ThreadHandle } from "./thread-handle.ts";

/** A thread that is started again after it dies. */
export interface Supervisor {
  encode(texts: readonly string[], signal: AbortSignal): Promise<Encoded>;
  close(): Promise<void>;
}

/**
 * Starts the thread and waits until the model is loaded. When a working thread dies, the next starts at once;
 * one that never got ready is only tried again by the next call, so a broken machine is not kept busy.
 */
export async function supervise(cacheDir: string): Promise<Supervisor> {
  let closed = false;
  let thread: ThreadHandle | undefined;

  function start(): ThreadHandle {
    const started = startThread(cacheDir);
    void replace(started);
    return started;
  }

  async function replace(ending: ThreadHandle): Promise<void> {
    const { wasReady } = await ending.ended;
    if (!closed) thread = wasReady ? start() : undefined;
  }

  thread = start();
  await thread.ready;
  return {
    async encode(texts, signal) {
      if (closed) throw new EngineError("unavailable", "The sentence encoder is closed.");
      thread ??= start();
      return thread.encode(texts, signal);
    },
    async close() {
      const last = thread;
      if (!closed) last?.close();
      closed = true;
      await last?.ended;
    },
  };
}
