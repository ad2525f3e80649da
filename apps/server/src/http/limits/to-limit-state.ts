import type { LimitState } from "./limiter.ts";

/** A limit as the database tells it. */
export interface LimitRow {
  readonly id: string;
  readonly perMinute: number;
  readonly burst: number;
  readonly gapUs: number;
  /** Until it is full, in microseconds; below zero when it is. */
  readonly fullInUs: number;
}

/** What a row says, `passedMs` later. */
export function toLimitState(row: LimitRow, of: LimitState["of"], passedMs = 0): LimitState {
  const { id, perMinute: requestsPerMinute, burst, gapUs } = row;
  const fullInUs = Math.max(0, row.fullInUs - passedMs * 1_000);
  return {
    ...{ id, of, requestsPerMinute, burst },
    remaining: Math.max(0, Math.floor(burst - fullInUs / gapUs)),
    fullInMs: fullInUs / 1_000,
    nextInMs: Math.max(0, fullInUs - (burst - 1) * gapUs) / 1_000,
  };
}
