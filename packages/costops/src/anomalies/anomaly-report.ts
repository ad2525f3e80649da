import type { UsageFilter } from "../usage/usage-filter.ts";

/** How what is unusual is told from what is usual. */
export type AnomalyMethod = "zscore" | "modified_zscore" | "iqr" | "seasonal";

/** Who had part in an anomaly. */
export interface AnomalyContributor {
  provider: string;
  model: string;
  operation: string;
  apiKeyId: string | null;
  /** Exact decimal in the series' currency. */
  cost: string;
  /** Events summed. */
  count: number;
}

/** One hour or day that cost much more, or much less, than the others. */
export interface Anomaly {
  /** First moment, ISO 8601 UTC. */
  from: string;
  /** First moment after it, ISO 8601 UTC. */
  to: string;
  direction: "above" | "below";
  /** What it cost, from the ledger: an exact decimal. */
  actual: string;
  /** What would have been usual, by the method: an estimate. */
  expected: string;
  /** How unusual, in the method's own measure; compare it with the series' `threshold`. */
  score: number;
  /** By score over threshold: from 1 `low`, from 1.2 `medium`, from 1.5 `high`, from 2 `critical`. */
  severity: "low" | "medium" | "high" | "critical";
  /** The dearest five parts of it, by model, operation and key. */
  contributors: AnomalyContributor[];
  /** Lists the events behind it: `listUsage(client, anomaly.filter)`. */
  filter: UsageFilter;
}

/** One series of costs, looked through. */
export interface AnomalySeries {
  /** `{ model: "gpt-4o" }`; empty without `groupBy`. */
  key: Record<string, string | null>;
  currency: string;
  /** There are too few points. Nothing is looked for then. */
  notEnoughData: boolean;
  /** Whole hours or days since the first one with usage. */
  points: number;
  pointsNeeded: number;
  /** Events in these whose price is unknown; they are missing from the series. */
  unpriced: number;
  /** The method used. `null` when there was not enough data. */
  method: AnomalyMethod | null;
  /** From which score on a point is unusual. `null` when there was not enough data. */
  threshold: number | null;
  /** The most unusual first, at most 50. */
  anomalies: Anomaly[];
}

/** What was found in one or several series. */
export interface AnomalyReport {
  interval: "hour" | "day";
  timeZone: string;
  /** One a group and currency, dearest first, at most 20; empty when nothing was used. */
  series: AnomalySeries[];
}
