/** What sums may be grouped by, besides time: `"tag:team"` is the value of the tag `team`. */
export type GroupDimension =
  | "operation"
  | "provider"
  | "model"
  | "runId"
  | "userId"
  | "apiKeyId"
  | "projectId"
  | "organizationId"
  | `tag:${string}`;

/** What costs may be grouped by. */
export type CostDimension = GroupDimension | "hour" | "day" | "week" | "month";

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
  /** How much of each unit they used, as exact decimals. A unit that adds up to nothing is left out. */
  units: Record<string, string>;
  /** All units whose name ends in `_token`, added: an exact decimal. */
  tokens: string;
}

/** One group: its values by dimension, and its sum. */
export interface CostGroup extends CostSum {
  /** `{ operation: "createEmbedding", day: "2026-11-21" }`; `null` where events say nothing. Empty for the rest. */
  key: Record<string, string | null>;
  /** Whether this is the sum of all groups beyond `limit`. */
  rest: boolean;
}

/** What was spent. */
export interface CostReport {
  /** One sum a currency: amounts in different currencies are never added. */
  totals: CostSum[];
  /** One entry a group and currency, dearest first and the rest last; empty without `groupBy`. */
  groups: CostGroup[];
}
