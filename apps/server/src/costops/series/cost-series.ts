import type { SeriesDimension, UsageFilter } from "@platform/costops";
import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { usageEvents, usageRollups } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { type Source, timeOf } from "../costs/dimensions.ts";
import { planRanges } from "../costs/plan-ranges.ts";
import { rollupsWithin } from "../costs/rollups-within.ts";
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

/** Where the interval of a moment begins, in seconds. Hours are cut in UTC, where none is twice. */
export const startOf = (interval: Interval, timeZone: string, moment: AnyPgColumn = usageEvents.occurredAt) =>
  sql<string>`extract(epoch from date_trunc(${interval}, ${moment}, ${interval === "hour" ? "UTC" : timeZone}))::bigint::text`;

/** What series are made of. */
export interface SeriesParams {
  readonly filter: UsageFilter;
  readonly interval: Interval;
  readonly timeZone: string;
  readonly groupBy?: SeriesDimension | undefined;
}

/** Sums the ledger by interval; the days in between without any usage are 0. */
export async function costSeries(
  db: Tenant,
  { starts, end }: Intervals,
  params: SeriesParams,
): Promise<CostSeries[]> {
  const [first] = starts;
  if (first === undefined) return [];
  const { interval, timeZone, groupBy } = params;
  const { table, where, count, priced } = sourceOf({ from: new Date(first), to: new Date(end) }, params);
  const group =
    groupBy === undefined ? sql<string | null>`null::text` : sql<string | null>`${table[groupBy as "model"]}`;
  const currency = sql<string>`${table.currency}`;
  const start = startOf(interval, timeZone, timeOf(table));
  // By position: an expression written twice would carry its parameters twice and not be the same.
  const dearest = await db.pick(
    table,
    { currency, group },
    {
      where,
      groupBy: [sql`1`, sql`2`],
      having: sql`sum(${count}) <> 0`,
      orderBy: [sql`sum(${table.cost}) filter (where ${priced}) desc nulls last`, sql`1`, sql`2`],
      limit: most,
    },
  );
  const rows = await db.pick(
    table,
    {
      ...{ currency, group, start },
      cost: sql<string>`trim_scale(coalesce(sum(${table.cost}), 0))::text`,
      unpriced: sql<number>`coalesce(sum(${count}) filter (where not ${priced}), 0)::int`,
    },
    {
      where: and(where, amongst(table, groupBy, dearest)),
      groupBy: [sql`1`, sql`2`, sql`3`],
      having: sql`sum(${count}) <> 0`,
    },
  );
  return dearest.map(({ currency: of, group: value }) => {
    const found = rows.filter((row) => row.currency === of && row.group === value);
    const costs = new Map(found.map((row) => [Number(row.start) * 1000, row.cost]));
    const begin = Math.min(...costs.keys());
    const points = starts
      .filter((at) => at >= begin)
      .map((at) => ({ start: at, cost: costs.get(at) ?? "0" }));
    const unpriced = found.reduce((sum, row) => sum + row.unpriced, 0);
    return { key: groupBy === undefined ? {} : { [groupBy]: value }, currency: of, points, unpriced };
  });
}

/** The rollups, where they have all of it, else the events; and how either counts. */
function sourceOf(span: { from: Date; to: Date }, { filter, interval, timeZone, groupBy }: SeriesParams) {
  const range = { ...filter, from: span.from.toISOString(), to: span.to.toISOString() };
  const zone = interval === "hour" ? "UTC" : timeZone;
  const ranges = planRanges(range, groupBy === undefined ? [interval] : [interval, groupBy], zone);
  if (ranges.events.length > 0) {
    const priced = sql`${usageEvents.cost} is not null`;
    return { table: usageEvents, where: usageFilter(range), count: sql`1`, priced };
  }
  const where = and(rollupsWithin(range, ranges), eq(usageRollups.unit, ""));
  return {
    table: usageRollups,
    where,
    count: sql`${usageRollups.count}`,
    priced: sql`${usageRollups.priced}`,
  };
}

/** Only these groups; one of them may be that of the events that say nothing. */
function amongst(
  table: Source,
  groupBy: SeriesDimension | undefined,
  groups: readonly { group: string | null }[],
): SQL | undefined {
  if (groupBy === undefined) return undefined;
  const column = table[groupBy as "model"];
  const said = groups.flatMap(({ group }) => group ?? []);
  return or(
    said.length > 0 ? inArray(column, said) : undefined,
    groups.some(({ group }) => group === null) ? isNull(column) : undefined,
  );
}
