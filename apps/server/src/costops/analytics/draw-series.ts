import type { AnalyticsMetric, AnalyticsSeries } from "@platform/costops";
import { type Group, noSum, regroup } from "../costs/sums.ts";
import { toSum } from "./compare.ts";
import { valuesOf } from "./metrics.ts";

/** The field of a key that says when an interval begins; no dimension is called so. */
export const time = " start";

/** The key of the group that a part belongs to. */
export const withoutTime = (key: Group["key"]): Group["key"] =>
  Object.fromEntries(Object.entries(key).filter(([name]) => name !== time));

/** What one currency's series are drawn from. */
export interface Drawing {
  readonly currency: string;
  readonly starts: readonly string[];
  readonly metrics: readonly AnalyticsMetric[];
  readonly limit: number;
  /** Groups of each interval. */
  readonly parts: readonly Group[];
  readonly groups: readonly Group[];
  readonly before: readonly Group[] | undefined;
}

/** A series for each of the dearest groups, and one for the rest, with a point for each interval. */
export function drawSeries({
  currency,
  starts,
  metrics,
  limit,
  parts,
  groups,
  before,
}: Drawing): AnalyticsSeries[] {
  const own = new Set(groups.slice(0, limit).map(({ key }) => JSON.stringify(key)));
  const isOwn = (key: Group["key"]) => own.has(JSON.stringify(key));
  // A group beyond the limit goes into the rest, which has a name that no group has.
  const name = (key: Group["key"]) => (isOwn(key) ? JSON.stringify(key) : "rest");
  const points = new Map<string, Map<string, Group>>();
  for (const part of regroup(parts, (key) => ({ name: name(withoutTime(key)), start: key[time] ?? null }))) {
    const { name: series, start } = part.key;
    const line = points.get(series ?? "") ?? new Map<string, Group>();
    points.set(series ?? "", line.set(start ?? "", part));
  }
  const sums = (all: readonly Group[]) =>
    new Map(regroup(all, (key) => ({ name: name(key) })).map((sum) => [sum.key["name"], sum]));
  const [now, past] = [sums(groups), before && sums(before)];
  const drawn = [...groups.slice(0, limit).map(({ key }) => ({ key, rest: false })), { key: {}, rest: true }];
  return drawn.flatMap(({ key, rest }) => {
    const series = rest ? "rest" : name(key);
    const sum = now.get(series);
    if (sum === undefined) return [];
    const line = points.get(series);
    return [
      {
        ...{ key: { ...key }, rest, ...toSum(currency, sum, past && (past.get(series) ?? noSum()), metrics) },
        points: starts.map((start) => ({ start, values: valuesOf(line?.get(start) ?? noSum(), metrics) })),
      },
    ];
  });
}
