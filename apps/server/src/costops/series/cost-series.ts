import type { SeriesDimension, UsageFilter } from "@platform/costops";
import { and, inArray, isNull, or, sql } from "drizzle-orm";
import { usageEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { usageFilter } from "../usage/usage-filter.ts";
import type { Interval, Intervals } from "./whole-intervals.ts";

/** Costs of one group and currency over time, without holes. */
export interface CostSeries {
  readonly key: Record<string, string | null>;
  readonly currency: string;
  /** From the first interval with usage to the last of the range; exact decimals. */
  readonly points: readonly { readonly start: number; readonly cost: string }[];
  readonly unpriced: number;
}

/** So many series are made of one request; the dearest. */
const most = 20;

/** Where an interval begins, in seconds. Hours are cut in UTC, where none is twice. */
export const startOf = (interval: Interval, timeZone: string) =>
  sql<string>`extract(epoch from date_trunc(${interval}, ${usageEvents.occurredAt}, ${interval === "hour" ? "UTC" : timeZone}))::bigint::text`;

/** Sums the ledger by interval; the days in between without any usage are 0. */
export async function costSeries(
  db: Tenant,
  { starts, end }: Intervals,
  params: {
    filter: UsageFilter;
    interval: Interval;
    timeZone: string;
    groupBy?: SeriesDimension | undefined;
  },
): Promise<CostSeries[]> {
  const [first] = starts;
  if (first === undefined) return [];
  const { filter, interval, timeZone, groupBy } = params;
  const iso = (at: number) => new Date(at).toISOString();
  const range = usageFilter({ ...filter, from: iso(first), to: iso(end) });
  const group =
    groupBy === undefined ? sql<string | null>`null::text` : sql<string | null>`${usageEvents[groupBy]}`;
  const cost = sql<string>`trim_scale(coalesce(sum(${usageEvents.cost}), 0))::text`;
  // By position: an expression written twice would carry its parameters twice and not be the same.
  const dearest = await db.pick(
    usageEvents,
    { currency: usageEvents.currency, group },
    {
      where: range,
      groupBy: [sql`1`, sql`2`],
      orderBy: [sql`sum(${usageEvents.cost}) desc nulls last`, sql`1`, sql`2`],
      limit: most,
    },
  );
  const rows = await db.pick(
    usageEvents,
    {
      ...{ currency: usageEvents.currency, group, start: startOf(interval, timeZone), cost },
      unpriced: sql<number>`(count(*) filter (where ${usageEvents.cost} is null))::int`,
    },
    { where: and(range, amongst(groupBy, dearest)), groupBy: [sql`1`, sql`2`, sql`3`] },
  );
  return dearest.map(({ currency, group: value }) => {
    const found = rows.filter((row) => row.currency === currency && row.group === value);
    const costs = new Map(found.map((row) => [Number(row.start) * 1000, row.cost]));
    const begin = Math.min(...costs.keys());
    const points = starts
      .filter((start) => start >= begin)
      .map((start) => ({ start, cost: costs.get(start) ?? "0" }));
    const unpriced = found.reduce((sum, row) => sum + row.unpriced, 0);
    return { key: groupBy === undefined ? {} : { [groupBy]: value }, currency, points, unpriced };
  });
}

/** Only these groups; one of them may be that of the events that say nothing. */
function amongst(groupBy: SeriesDimension | undefined, groups: readonly { group: string | null }[]) {
  if (groupBy === undefined) return undefined;
  const said = groups.flatMap(({ group }) => group ?? []);
  return or(
    said.length > 0 ? inArray(usageEvents[groupBy], said) : undefined,
    groups.some(({ group }) => group === null) ? isNull(usageEvents[groupBy]) : undefined,
  );
}
