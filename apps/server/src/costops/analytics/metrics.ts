import type { AnalyticsChange, AnalyticsMetric, AnalyticsValues } from "@platform/costops";
import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";
import { type Sum, tokensOf } from "../costs/sums.ts";

const per = (value: Decimal, divisor: Decimal | number): Decimal | null =>
  new Exact(divisor).isZero() ? null : value.div(divisor).toDecimalPlaces(10);

const metricOf: Readonly<Record<AnalyticsMetric, (sum: Sum) => Decimal | number | null>> = {
  cost: ({ cost }) => cost,
  requests: ({ count }) => count,
  unpriced: ({ unpriced }) => unpriced,
  tokens: tokensOf,
  durationMs: ({ durationMs }) => durationMs,
  tasks: ({ tasks }) => tasks,
  costPerRequest: ({ cost, count, unpriced }) => per(cost, count - unpriced),
  tokensPerRequest: (sum) => per(tokensOf(sum), sum.count),
  costPer1000Tokens: ({ cost, pricedTokens }) => per(cost.times(1000), pricedTokens),
  costPerTask: ({ cost, tasks }) => per(cost, tasks),
};

/** What a sum says in the metrics asked for. */
export function valuesOf(sum: Sum, metrics: readonly AnalyticsMetric[]): AnalyticsValues {
  return Object.fromEntries(
    metrics.map((metric) => {
      const value = metricOf[metric](sum);
      return [metric, value === null ? null : new Exact(value).toFixed()];
    }),
  );
}

/** How a value moved. */
export function changeOf(now: string | null | undefined, before: string | null | undefined): AnalyticsChange {
  if (now == null || before == null) return { previous: before ?? null, absolute: null, percent: null };
  const absolute = new Exact(now).minus(before);
  const percent = new Exact(before).isZero()
    ? null
    : absolute.times(100).div(before).toDecimalPlaces(2).toFixed();
  return { previous: before, absolute: absolute.toFixed(), percent };
}
