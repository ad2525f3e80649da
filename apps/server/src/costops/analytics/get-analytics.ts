import type { AnalyticsMetric, AnalyticsReport, GetAnalyticsParams } from "@platform/costops";
import { sql } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { checkZone } from "../costs/check-zone.ts";
import { expressionOf, timeOf } from "../costs/dimensions.ts";
import { planRanges } from "../costs/plan-ranges.ts";
import { readerOf } from "../costs/reader-of.ts";
import { readSums } from "../costs/read-sums.ts";
import { type Group, noSum, regroup } from "../costs/sums.ts";
import { moversOf, toSum } from "./compare.ts";
import { drawSeries, time, withoutTime } from "./draw-series.ts";
import { readStarts, type Span, startOf } from "./read-starts.ts";

const mostPoints = 10_000;
/** In milliseconds, at their longest. */
const lengths = {
  hour: 3_600_000,
  day: 25 * 3_600_000,
  week: 169 * 3_600_000,
  month: 745 * 3_600_000,
} as const;
/** Before it nothing can have happened: timestamps begin there. */
const beginning = Date.parse("0001-01-01T00:00:00Z");
const standard: AnalyticsMetric[] = ["cost", "requests", "tokens"];

/** Costs over time, from the same sums as `getCosts`. */
export async function getAnalytics(context: Context, params: GetAnalyticsParams): Promise<AnalyticsReport> {
  const { interval = "day", timeZone = "UTC", metrics = standard, limit = 20, compare } = params;
  checkZone(timeZone);
  const span = { from: new Date(params.from), to: new Date(params.to) };
  if (span.from >= span.to) fail(400, "invalid_params", "`to` must be after `from`.", { param: "to" });
  expectFew((span.to.getTime() - span.from.getTime()) / lengths[interval]);
  const starts = await readStarts(context.db, interval, timeZone, span, mostPoints);
  expectFew(starts.length);

  const dimensions = [...new Set(params.groupBy)];
  const reader = await readerOf(context, params);
  const read = (within: Span, timed: boolean) => {
    const filter = { ...params, from: within.from.toISOString(), to: within.to.toISOString() };
    const ranges = planRanges(filter, timed ? [...dimensions, interval] : dimensions, timeZone);
    return readSums(reader, filter, ranges, (table) => ({
      ...Object.fromEntries(dimensions.map((name) => [name, expressionOf(table, name, timeZone)])),
      ...(timed ? { [time]: startOf(sql`${timeOf(table)}`, interval, timeZone) } : {}),
    }));
  };
  const parts = await read(span, true);
  const length = span.to.getTime() - span.from.getTime();
  const earlier = { from: new Date(Math.max(beginning, span.from.getTime() - length)), to: span.from };
  const before = compare === undefined ? undefined : await read(earlier, false);

  const groups = regroup(parts, withoutTime);
  const totals = regroup(groups, () => ({}));
  const past = before && regroup(before, () => ({}));
  const currencies = [...new Set([...totals, ...(past ?? [])].map(({ currency }) => currency))];
  const of = <G extends Group>(currency: string, all: readonly G[]) =>
    all.filter((one) => one.currency === currency);
  const draw = (currency: string) =>
    drawSeries({
      ...{ currency, starts, metrics, limit, parts: of(currency, parts) },
      ...{ groups: of(currency, groups), before: before && of(currency, before) },
    });
  const count = currencies.reduce(
    (sum, currency) => sum + Math.min(of(currency, groups).length, limit + 1),
    0,
  );
  expectFew(starts.length * count);
  return {
    summary: currencies.map((currency) =>
      toSum(
        currency,
        of(currency, totals)[0] ?? noSum(),
        past && (of(currency, past)[0] ?? noSum()),
        metrics,
      ),
    ),
    series: currencies.flatMap(draw),
    topMovers:
      before === undefined || dimensions.length === 0
        ? []
        : currencies.flatMap((currency) => moversOf(currency, of(currency, groups), of(currency, before))),
  };
}

function expectFew(points: number): void {
  if (points <= mostPoints) return;
  fail(
    400,
    "too_many_points",
    `This would be more than ${mostPoints} points. Choose a longer interval, a shorter time, or fewer series by limit.`,
    { param: "interval" },
  );
}
