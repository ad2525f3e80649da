import { type Client, ValidationError } from "@platform/core";
import { submitUsageBatch } from "../usage/submit-usage-batch.ts";
import type { Buffer } from "./buffer.ts";
import type { DropReason } from "./options.ts";
import type { NamedUsage } from "./spool.ts";

export interface SenderOptions {
  readonly batchSize: number;
  readonly maxDelayMs: number;
  /** Someone waits for it: pauses are short, and the program is kept running. */
  readonly isHurried: () => boolean;
  readonly onArrived: (eventIds: readonly string[]) => void;
  readonly onDrop: (event: NamedUsage, reason: DropReason) => void;
  readonly onError: (error: unknown) => void;
}

/** Sends what is in the buffer, one batch after the other, each until it has arrived. */
export function createSender(client: Client, buffer: Buffer, options: SenderOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;
  let everything = false;
  let wake = (): void => undefined;

  /** Starts if need be. With `all` also batches that are not full. */
  function start(all: boolean): void {
    everything ||= all;
    wake();
    running ??= run().finally(() => void (running = undefined));
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const hurried = options.isHurried();
      const least = everything || hurried ? 1 : options.batchSize;
      const now = hurried ? Infinity : Date.now();
      const batch = buffer.due(least, now) < least ? [] : buffer.take(options.batchSize, Date.now(), hurried);
      if (batch.length === 0) {
        everything = false;
        return;
      }
      await deliver(batch);
    }
  }

  async function deliver(batch: NamedUsage[]): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const { results } = await submitUsageBatch(client, { events: batch }, { signal });
        const arrived: string[] = [];
        for (const [place, event] of batch.entries()) {
          const result = results[place];
          if (result?.status === "rejected") drop(event, result.error ?? undefined);
          else arrived.push(event.eventId);
        }
        for (const id of arrived) buffer.done(id);
        options.onArrived(arrived);
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!isRefusal(error)) {
          options.onError(error);
          await pause(attempt);
          continue;
        }
        // One bad event, or too many large ones: the others go on without it.
        const [only] = batch;
        if (batch.length === 1 && only) return drop(only, { message: error.message });
        const half = Math.ceil(batch.length / 2);
        await deliver(batch.slice(0, half));
        return deliver(batch.slice(half));
      }
    }
  }

  function drop(event: NamedUsage, error: { message: string } | undefined): void {
    buffer.done(event.eventId);
    options.onDrop(event, { code: "rejected", message: error?.message ?? "The server rejected it." });
  }

  /** Waits longer each time, at random, so that many clients do not come back to a server at one moment. */
  function pause(attempt: number): Promise<void> {
    const most = options.isHurried() ? Math.min(1_000, options.maxDelayMs) : options.maxDelayMs;
    const delayMs = Math.random() * Math.min(most, 500 * 2 ** Math.min(attempt, 16));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      if (!options.isHurried()) unref(timer);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start,
    /** Gives up what is on its way. */
    async stop(): Promise<void> {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** The same request would be refused again. */
function isRefusal(error: unknown): error is Error {
  return error instanceof ValidationError || (error as { status?: unknown } | undefined)?.status === 413;
}

/** In Node, a timer that does not keep the program running. */
export function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}
