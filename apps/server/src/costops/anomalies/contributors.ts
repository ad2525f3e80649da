import type { AnomalyContributor, SeriesDimension, UsageFilter } from "@platform/costops";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { usageEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { type CostSeries, startOf } from "../series/cost-series.ts";
import type { Interval } from "../series/whole-intervals.ts";
import { usageFilter } from "../usage/usage-filter.ts";

const most = 5;

/** The dearest parts of each of these intervals, by where they start in milliseconds. */
export async function contributorsOf(
  db: Tenant,
  starts: readonly number[],
  {
    filter,
    currency,
    interval,
    timeZone,
    key,
  }: { filter: UsageFilter; currency: string; interval: Interval; timeZone: string; key: CostSeries["key"] },
): Promise<Map<number, AnomalyContributor[]>> {
  const found = new Map<number, AnomalyContributor[]>(starts.map((start) => [start, []]));
  if (starts.length === 0) return found;
  const { provider, model, operation, apiKeyId, cost } = usageEvents;
  const start = startOf(interval, timeZone);
  const rows = await db.pick(
    usageEvents,
    {
      ...{ start, provider, model, operation, apiKeyId },
      cost: sql<string>`trim_scale(coalesce(sum(${cost}), 0))::text`,
      count: sql<number>`count(*)::int`,
    },
    {
      where: and(
        usageFilter(filter),
        nothingSaid(key),
        eq(usageEvents.currency, currency),
        inArray(
          start,
          starts.map((at) => String(at / 1000)),
        ),
      ),
      groupBy: [1, 2, 3, 4, 5].map((place) => sql.raw(String(place))),
      orderBy: [desc(sql`coalesce(sum(${cost}), 0)`), provider, model, operation],
    },
  );
  for (const { start: at, ...contributor } of rows) {
    const list = found.get(Number(at) * 1000);
    if (list && list.length < most) list.push(contributor);
  }
  return found;
}

/** The group of events that say nothing, which no filter of a caller can name. */
const nothingSaid = (key: CostSeries["key"]) =>
  and(
    ...Object.entries(key).map(([name, value]) =>
      value === null ? isNull(usageEvents[name as SeriesDimension]) : undefined,
    ),
  );
