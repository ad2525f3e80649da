import { DIMENSIONS, WINDOW_TOKENS } from "../limits.ts";
import type { Tokenize } from "../text/tokenizer.ts";

/** At most 128 tokens of one text of one job. */
export interface Window {
  readonly job: Job;
  readonly row: number;
  readonly ids: readonly number[];
}

/** One call's texts on their way to vectors. */
export interface Job {
  readonly id: number;
  readonly windows: readonly Window[];
  readonly tokens: number;
  /** How many windows were handed out, and how many came back. */
  taken: number;
  done: number;
  /** The sum of each text's window vectors. */
  readonly sums: Float32Array<ArrayBuffer>;
}

export function createJob(id: number, texts: readonly string[], tokenize: Tokenize): Job {
  const encoded = texts.map(tokenize);
  const windows: Window[] = [];
  const job: Job = {
    id,
    windows,
    tokens: encoded.reduce((sum, ids) => sum + ids.length, 0),
    taken: 0,
    done: 0,
    sums: new Float32Array(texts.length * DIMENSIONS),
  };
  for (const [row, ids] of encoded.entries()) {
    for (let start = 0; start < ids.length; start += WINDOW_TOKENS)
      windows.push({ job, row, ids: ids.slice(start, start + WINDOW_TOKENS) });
  }
  return job;
}

/** Adds a window's unit vector to its text. Windows count by their length, so a short tail does not outweigh. */
export function addVector(window: Window, vector: Float32Array): void {
  const { job, row, ids } = window;
  for (let i = 0; i < DIMENSIONS; i++) {
    const at = row * DIMENSIONS + i;
    job.sums[at] = (job.sums[at] ?? 0) + (vector[i] ?? 0) * ids.length;
  }
  job.done++;
}

/** Brings every text's sum to unit length, in place. */
export function unitVectors(job: Job): Float32Array<ArrayBuffer> {
  for (let start = 0; start < job.sums.length; start += DIMENSIONS) {
    const row = job.sums.subarray(start, start + DIMENSIONS);
    const length = Math.hypot(...row);
    for (let i = 0; i < DIMENSIONS; i++) row[i] = (row[i] ?? 0) / length;
  }
  return job.sums;
}
