import { setImmediate } from "node:timers/promises";
import { addVector, type Job, type Window } from "./job.ts";
import type { RunModel } from "./session.ts";

const BATCH = 32;
/** Above this the work no longer fits the processor's cache and each token gets dearer. */
const BATCH_TOKENS = 1024;
/** Windows planned at once: enough to find batches of like length, few enough that a small job waits little. */
const ROUND = 4 * BATCH;

/** Jobs waiting for the model. */
export interface EncodeQueue {
  add(job: Job): void;
  /** Drops what has not run yet. Unknown ids are ignored: the job may be done. */
  cancel(id: number): void;
}

export interface QueueEvents {
  finished(job: Job): void;
  failed(job: Job, error: unknown): void;
}

/**
 * Runs jobs in batches of up to 32 windows of like length, taking from every waiting job in turn.
 * It never waits for company: what arrives while a batch runs forms the next one.
 */
export function createEncodeQueue(run: RunModel, events: QueueEvents): EncodeQueue {
  const jobs = new Map<number, Job>();
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (jobs.size > 0) {
      await setImmediate(); // lets in what was sent together
      for (const batch of planRound([...jobs.values()])) await runBatch(batch);
    }
    running = false;
  }

  async function runBatch(batch: readonly Window[]): Promise<void> {
    const live = batch.filter((window) => jobs.has(window.job.id));
    if (live.length === 0) return;
    try {
      const vectors = await run(live.map((window) => window.ids));
      for (const [i, window] of live.entries()) addVector(window, vectors[i] ?? new Float32Array());
    } catch (error) {
      for (const job of new Set(live.map((window) => window.job))) {
        jobs.delete(job.id);
        events.failed(job, error);
      }
    }
    for (const job of new Set(live.map((window) => window.job))) {
      if (job.done < job.windows.length || !jobs.delete(job.id)) continue;
      events.finished(job);
    }
    await setImmediate(); // lets cancellations in
  }

  return {
    add(job) {
      jobs.set(job.id, job);
      if (!running) void drain();
    },
    cancel: (id) => void jobs.delete(id),
  };
}

/** Takes windows fairly from all jobs and cuts them into batches, shortest first. */
export function planRound(jobs: readonly Job[]): Window[][] {
  const share = Math.ceil(ROUND / jobs.length);
  const round = jobs.flatMap((job) => {
    const next = job.windows.slice(job.taken, job.taken + share);
    job.taken += next.length;
    return next;
  });
  round.sort((a, b) => a.ids.length - b.ids.length);
  const batches: Window[][] = [];
  for (const window of round) {
    const batch = batches.at(-1);
    if (batch !== undefined && fits(batch, window.ids.length)) batch.push(window);
    else batches.push([window]);
  }
  return batches;
}

/** Every window of a batch costs as much as its longest, so a batch also ends where lengths grow apart. */
function fits(batch: readonly Window[], length: number): boolean {
  const shortest = batch[0]?.ids.length ?? length;
  const size = batch.length + 1;
  return size <= BATCH && size * length <= BATCH_TOKENS && length <= shortest * 1.25 + 2;
}
