import { HttpError } from "./errors/http-error.ts";

/** The requests that run now, so that a shutdown can wait for them and end them. */
export interface Inflight {
  /** A signal for one request: aborted when its client goes or the server stops. Call `done` at its end. */
  begin(
    client: AbortSignal,
    kind: "call" | "stream",
  ): { signal: AbortSignal; abort(reason: Error): void; done(): void };
  readonly size: number;
  /** Ends those of a kind. */
  abort(kind: "call" | "stream" | "all", reason: Error): void;
  /** Resolves when nothing runs, or when the time is up; says which. */
  drained(withinMs: number): Promise<boolean>;
}

export function createInflight(): Inflight {
  const running = new Map<AbortController, "call" | "stream">();
  const waiting = new Set<() => void>();
  return {
    begin(client, kind) {
      const controller = new AbortController();
      const abort = () => controller.abort(clientGone());
      if (client.aborted) abort();
      else client.addEventListener("abort", abort, { once: true });
      running.set(controller, kind);
      return {
        signal: controller.signal,
        abort: (reason) => controller.abort(reason),
        done() {
          client.removeEventListener("abort", abort);
          running.delete(controller);
          if (running.size === 0) for (const wake of waiting) wake();
        },
      };
    },
    get size() {
      return running.size;
    },
    abort(kind, reason) {
      for (const [controller, its] of running) if (kind === "all" || kind === its) controller.abort(reason);
    },
    async drained(withinMs) {
      if (running.size === 0) return true;
      return new Promise((resolve) => {
        const finish = (all: boolean) => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(all);
        };
        const wake = () => finish(true);
        const timer = setTimeout(() => finish(false), withinMs);
        waiting.add(wake);
      });
    },
  };
}

/** Nobody reads it as an answer; logs and signals do. */
export const clientGone = (): HttpError => new HttpError(499, "client_closed", "The client has gone.");
