/** What costs may be grouped by. */
export type CostDimension =
  | "operation"
  | "provider"
  | "model"
  | "runId"
  | "userId"
  | "apiKeyId"
  | "hour"
  | "day"
  | "week"
  | "month";

/** A sum over usage events of one currency. */
export interface CostSum {
  currency: string;
  /** Exact decimal: the sum of all events whose price is known. */
  cost: string;
  /** Events summed. */
  count: number;
  /** How many of them have an unknown price; they add nothing to `cost`. */
  unpriced: number;
  /** Time they took together, in milliseconds. */
  durationMs: number;
}

/** One group: its values by dimension, and its sum. */
export interface CostGroup extends CostSum {
  /** `{ operation: "createEmbedding", day: "2026-11-21" }`; `null` where events say nothing. */
  key: Record<string, string | null>;
}

/** What was spent. */
export interface CostReport {
  /** One sum a currency: amounts in different currencies are never added. */
  totals: CostSum[];
  /** One entry a group and currency, dearest first; empty without `groupBy`. */
  groups: CostGroup[];
}
