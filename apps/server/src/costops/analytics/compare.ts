import type { AnalyticsMetric, AnalyticsMover, AnalyticsSum } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import { type Group, noSum, type Sum } from "../costs/sums.ts";
import { changeOf, valuesOf } from "./metrics.ts";

const mostMovers = 10;

/** A sum in metrics, beside the same of the previous period when there is one to compare with. */
export function toSum(
  currency: string,
  now: Sum,
  before: Sum | undefined,
  metrics: readonly AnalyticsMetric[],
): AnalyticsSum {
  const values = valuesOf(now, metrics);
  if (before === undefined) return { currency, values, changes: null };
  const previous = valuesOf(before, metrics);
  const changes = metrics.map((metric) => [metric, changeOf(values[metric], previous[metric])]);
  return { currency, values, changes: Object.fromEntries(changes) };
}

/** The groups of a currency whose cost changed most; those that were only there before, too. */
export function moversOf(
  currency: string,
  now: readonly Group[],
  before: readonly Group[],
): AnalyticsMover[] {
  const keys = new Map([...now, ...before].map(({ key }) => [JSON.stringify(key), key]));
  const costs = (groups: readonly Group[]) =>
    new Map(groups.map(({ key, cost }) => [JSON.stringify(key), cost]));
  const [current, previous] = [costs(now), costs(before)];
  return [...keys]
    .map(([name, key]) => {
      const cost = (current.get(name) ?? noSum().cost).toFixed();
      const change = changeOf(cost, (previous.get(name) ?? noSum().cost).toFixed());
      return { key: { ...key }, currency, cost, change };
    })
    .filter(({ change }) => !new Exact(change.absolute ?? 0).isZero())
    .toSorted((a, b) => new Exact(b.change.absolute ?? 0).abs().cmp(new Exact(a.change.absolute ?? 0).abs()))
    .slice(0, mostMovers);
}
