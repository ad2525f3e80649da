/** What can be told of each interval. All values are exact decimals as text; averages have at most 10 places. */
export type AnalyticsMetric =
  /** What was spent, in the series' currency. */
  | "cost"
  /** Events. */
  | "requests"
  /** Events whose price is unknown. */
  | "unpriced"
  /** All units whose name ends in `_token`. */
  | "tokens"
  /** Time the events took together, in milliseconds. */
  | "durationMs"
  /** Tasks that ended. */
  | "tasks"
  /** Cost by event whose price is known. */
  | "costPerRequest"
  /** Tokens by event. */
  | "tokensPerRequest"
  /** Cost by 1,000 tokens of the events whose price is known. */
  | "costPer1000Tokens"
  /** Cost, of whatever is summed, by task that ended. */
  | "costPerTask";

/** A value by metric; `null` where there is nothing to divide by. */
export type AnalyticsValues = Partial<Record<AnalyticsMetric, string | null>>;

/** One interval. */
export interface AnalyticsPoint {
  /** When it begins, ISO 8601 UTC. The first may begin before `from`; only what is within `from` and `to` counts. */
  start: string;
  values: AnalyticsValues;
}

/** How a value moved against the previous period. */
export interface AnalyticsChange {
  previous: string | null;
  /** Now less before; `null` when one of them is. */
  absolute: string | null;
  /** In percent of before, 2 places, half to even; `null` when before was 0 or `null`. */
  percent: string | null;
}

/** What a group or everything adds up to over the whole period. */
export interface AnalyticsSum {
  currency: string;
  values: AnalyticsValues;
  /** By metric, against the period of equal length that ends at `from`; `null` unless `compare` is given. */
  changes: Record<string, AnalyticsChange> | null;
}

/** One group over time: a point for each interval, also where nothing happened. */
export interface AnalyticsSeries extends AnalyticsSum {
  /** Its values by dimension; empty without `groupBy`, and for the rest. */
  key: Record<string, string | null>;
  /** Whether this is the sum of all groups beyond `limit`. */
  rest: boolean;
  points: AnalyticsPoint[];
}

/** A group whose cost changed. */
export interface AnalyticsMover {
  key: Record<string, string | null>;
  currency: string;
  cost: string;
  change: AnalyticsChange;
}

/** Costs over time. */
export interface AnalyticsReport {
  /** Everything, one sum a currency. */
  summary: AnalyticsSum[];
  /** One series a group and currency, dearest first and the rest last. */
  series: AnalyticsSeries[];
  /** The ten groups a currency whose cost changed most, most first; empty without `groupBy` and `compare`. */
  topMovers: AnalyticsMover[];
}
