import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../../engine-error.ts";
import type { ModelProcess } from "./model-process.ts";

/** Keeps one model process at hand. */
export interface Supervisor {
  /** The running process; starts one when there is none. After repeated failures it first waits a little. */
  current(): Promise<ModelProcess>;
  /** Tells that the process did its work: the next failure counts as the first again. */
  proven(): void;
  close(): Promise<void>;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

/** Milliseconds to wait before the start that follows so many failures in a row: none after one, then doubling. */
export function restartDelayMs(failures: number): number {
  return failures < 2 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 2));
}

/** Supervises what `start` starts; a start still under way on closing hears it by the signal. Nothing is restarted until somebody needs it. */
export function supervise(start: (closing: AbortSignal) => Promise<ModelProcess>): Supervisor {
  const closing = new AbortController();
  let running: Promise<ModelProcess> | undefined;
  let failures = 0;

  const launch = async (): Promise<ModelProcess> => {
    try {
      await sleep(restartDelayMs(failures), undefined, { signal: closing.signal });
    } catch {
      throw closedError();
    }
    return await start(closing.signal);
  };

  return {
    current() {
      if (closing.signal.aborted) return Promise.reject(closedError());
      if (running !== undefined) return running;
      const launched = launch();
      const forget = (): void => {
        failures += 1;
        if (running === launched) running = undefined;
      };
      running = launched;
      launched.then((process) => void process.exited.then(forget), forget);
      return launched;
    },
    proven() {
      failures = 0;
    },
    async close() {
      closing.abort();
      const process = await running?.catch(() => undefined);
      await process?.stop();
    },
  };
}

/** What every call on a closed engine is told. */
export function closedError(): EngineError {
  return new EngineError("unavailable", "The model was closed: the server is shutting down.");
}
