import { Worker } from "node:worker_threads";
import { EngineError } from "../../../../engine-error.ts";
import { createExitFlags, guardExit } from "./exit-guard.ts";
import type { Encoded, FromThread, ThreadData, ToThread } from "./messages.ts";

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const THREAD_FILE = new URL(`./encoder-thread${EXTENSION}`, import.meta.url);

/** One life of the encoder thread; it does not come back after `ended`. */
export interface ThreadHandle {
  /** Resolves when the model is loaded. @throws {EngineError} `unavailable` when it cannot be. */
  readonly ready: Promise<void>;
  /** Resolves when the thread is gone; never rejects. */
  readonly ended: Promise<{ readonly wasReady: boolean }>;
  /** May be called before `ready`. Rejects with the signal's reason, or `unavailable` when the thread ends first. */
  encode(texts: readonly string[], signal: AbortSignal): Promise<Encoded>;
  close(): void;
}

interface Pending {
  readonly resolve: (encoded: Encoded) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts the thread at once; it loads the model behind `ready`. */
export function startThread(cacheDir: string): ThreadHandle {
  const exitFlags = createExitFlags();
  const workerData: ThreadData = { cacheDir, exitFlags };
  const worker = new Worker(THREAD_FILE, { workerData, name: "sentence-encoder" });
  const unguard = guardExit(exitFlags);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const tell = (message: ToThread) => worker.postMessage(message);
  const pending = new Map<number, Pending>();
  let ids = 0;
  let wasReady = false;
  let end: EngineError | undefined;

  const ready = new Promise<void>((resolve, reject) => {
    worker.on("message", (message: FromThread) => {
      if (message.type === "ready") {
        wasReady = true;
        resolve();
      } else settle(pending.get(message.id), message);
    });
    worker.on("exit", () => reject(end));
  });
  ready.catch(() => undefined); // a restarted thread's start has no one waiting for it

  worker.on("error", (cause) => (end = stopped(wasReady, cause)));
  const ended = new Promise<{ wasReady: boolean }>((resolve) => {
    // Before the listener above, which passes `end` on.
    worker.prependListener("exit", () => {
      unguard();
      end ??= stopped(wasReady);
      for (const { reject } of pending.values()) reject(end);
      resolve({ wasReady });
    });
  });

  return {
    ready,
    ended,
    encode: (texts, signal) =>
      new Promise<Encoded>((resolve, reject) => {
        signal.throwIfAborted();
        if (end !== undefined) throw end;
        const id = ids++;
        const onAbort = () => {
          finish();
          tell({ type: "cancel", id });
          reject(signal.reason);
        };
        const finish = () => {
          pending.delete(id);
          signal.removeEventListener("abort", onAbort);
        };
        signal.addEventListener("abort", onAbort, { once: true });
        pending.set(id, {
          resolve: (encoded) => (finish(), resolve(encoded)),
          reject: (error) => (finish(), reject(error)),
        });
        tell({ type: "encode", id, texts });
      }),
    close: () => tell({ type: "close" }),
  };
}

function settle(job: Pending | undefined, message: Exclude<FromThread, { type: "ready" }>): void {
  if (message.type === "encoded") job?.resolve(message);
  else job?.reject(new EngineError("unavailable", "The sentence encoder failed.", { cause: message.reason }));
}

function stopped(wasReady: boolean, cause?: unknown): EngineError {
  const message = wasReady
    ? "The sentence encoder stopped; try again."
    : "The sentence encoder could not start; see the server's log.";
  return new EngineError("unavailable", message, { cause });
}
