import type { UsageRecord } from "./usage-record.ts";

/** Why one event of a batch was not recorded. */
export interface UsageRejection {
  /** Stable, for programs: what `submitUsage` would have thrown, such as `"event_id_reused"`. */
  code: string;
  /** What is wrong and what to do. */
  message: string;
  /** The field at fault, as a dotted path within the event; `null` when it is not one field. */
  param: string | null;
}

/** What became of one event of a batch. */
export interface UsageResult {
  /** `"recorded"` now, a `"duplicate"` of one that was there, or `"rejected"` for what `error` says. */
  status: "recorded" | "duplicate" | "rejected";
  /** The record; of a duplicate, the one that was there. `null` for a rejected event. */
  record: UsageRecord | null;
  /** `null` unless rejected. */
  error: UsageRejection | null;
}

/** What became of a batch. */
export interface UsageBatch {
  /** One result an event, in the order given. */
  results: UsageResult[];
  /** How many were recorded now. */
  recorded: number;
  /** How many were there already. */
  duplicates: number;
  /** How many were rejected. */
  rejected: number;
}
