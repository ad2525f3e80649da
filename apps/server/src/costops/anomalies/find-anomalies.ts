import type {
  Anomaly,
  AnomalyReport,
  AnomalySeries,
  FindAnomaliesParams,
  UsageFilter,
} from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { checkZone } from "../costs/check-zone.ts";
import { type CostSeries, costSeries } from "../series/cost-series.ts";
import { fromFloat, toFloat } from "../series/estimate.ts";
import { type Interval, wholeIntervals } from "../series/whole-intervals.ts";
import { contributorsOf } from "./contributors.ts";
import { chosen, pointsNeeded, scoreAll, thresholds } from "./score.ts";
import { severityOf } from "./severity.ts";

const strictness = { low: 1.5, medium: 1, high: 0.75 } as const;
/** How many points make a week, or a day. */
const cycles = { hour: 24, day: 7 } as const;
const defaultDays = { hour: 14, day: 90 } as const;
const most = 50;

interface Search {
  readonly filter: UsageFilter;
  readonly interval: Interval;
  readonly timeZone: string;
  readonly method: NonNullable<FindAnomaliesParams["method"]>;
  readonly strict: number;
  /** The first moment after the last point. */
  readonly end: number;
}

/** Looks through each series of costs for points that do not fit. */
export async function findAnomalies(context: Context, params: FindAnomaliesParams): Promise<AnomalyReport> {
  const {
    interval = "day",
    method = "auto",
    sensitivity = "medium",
    groupBy,
    timeZone = "UTC",
    ...filter
  } = params;
  checkZone(timeZone);
  const db = await ofProject(context, filter.projectId, "organization:read");
  const points = wholeIntervals(filter, { interval, timeZone, defaultDays: defaultDays[interval] });
  const found = await costSeries(db, points, { filter, interval, timeZone, groupBy });
  const search = { filter, interval, timeZone, method, strict: strictness[sensitivity], end: points.end };
  const series: AnomalySeries[] = [];
  for (const each of found) series.push(await look(db, each, search));
  return { interval, timeZone, series };
}

async function look(db: Tenant, series: CostSeries, search: Search): Promise<AnomalySeries> {
  const { key, currency, points, unpriced } = series;
  const cycle = cycles[search.interval];
  const needed = pointsNeeded(search.method, cycle);
  const known = { key, currency, points: points.length, pointsNeeded: needed, unpriced };
  if (points.length < needed)
    return { ...known, notEnoughData: true, method: null, threshold: null, anomalies: [] };
  const method = chosen(search.method, points.length, cycle);
  const threshold = thresholds[method] * search.strict;
  const values = points.map(({ cost }) => toFloat(cost));
  const unusual = scoreAll(values, method, cycle)
    .map((scored, at) => ({ ...scored, at, severity: severityOf(scored.score, threshold) }))
    .filter(({ severity }) => severity !== undefined)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most);
  // What the series is made of, and nothing else. A group of events that say nothing cannot be filtered by.
  const said = Object.fromEntries(Object.entries(key).filter(([, value]) => value !== null));
  const filter: UsageFilter = { ...search.filter, ...said };
  const startAt = (at: number) => points[at]?.start ?? search.end;
  const starts = unusual.map(({ at }) => startAt(at));
  const behind = await contributorsOf(db, starts, {
    ...search,
    filter: around(filter, starts, search.end),
    currency,
    key,
  });
  const anomalies = unusual.map(({ at, score, expected, severity = "low" }): Anomaly => {
    const [from, to] = [startAt(at), startAt(at + 1)].map((moment) => new Date(moment).toISOString()) as [
      string,
      string,
    ];
    return {
      ...{ from, to, score, severity },
      direction: (values[at] ?? 0) > expected ? "above" : "below",
      actual: points[at]?.cost ?? "0",
      expected: fromFloat(expected),
      contributors: behind.get(startAt(at)) ?? [],
      filter: { ...filter, from, to },
    };
  });
  return { ...known, notEnoughData: false, method, threshold, anomalies };
}

/** Reads no more of the ledger than what lies between the first and the last of them. */
function around(filter: UsageFilter, starts: readonly number[], end: number): UsageFilter {
  if (starts.length === 0) return filter;
  return { ...filter, from: new Date(Math.min(...starts)).toISOString(), to: new Date(end).toISOString() };
}
