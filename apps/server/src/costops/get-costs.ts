import type { CostDimension, CostGroup, CostReport, CostSum, GetCostsParams } from "@platform/costops";
import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../http/operation.ts";
import { usageEvents } from "../store/schema/index.ts";
import { checkZone } from "./check-zone.ts";
import { usageFilter } from "./usage-filter.ts";

const sums = {
  currency: usageEvents.currency,
  cost: sql<string>`trim_scale(coalesce(sum(${usageEvents.cost}), 0))::text`,
  count: sql<number>`count(*)::int`,
  unpriced: sql<number>`(count(*) filter (where ${usageEvents.cost} is null))::int`,
  durationMs: sql<number>`coalesce(sum(${usageEvents.durationMs}), 0)::float8`,
};

/** Sums the ledger in the database, in exact decimals. */
export async function getCosts({ db }: Context, params: GetCostsParams): Promise<CostReport> {
  const { groupBy = [], timeZone = "UTC" } = params;
  checkZone(timeZone);
  const where = usageFilter(params);
  const byCurrency = {
    where,
    groupBy: [usageEvents.currency],
    orderBy: [sql`sum(${usageEvents.cost}) desc nulls last`],
  };
  const totals: CostSum[] = await db.pick(usageEvents, sums, byCurrency);
  if (groupBy.length === 0) return { totals, groups: [] };

  const { currency, ...rest } = sums;
  const dimensions = [...new Set(groupBy)];
  const key = Object.fromEntries(dimensions.map((name) => [name, expressionOf(name, timeZone)]));
  // Grouped by position: the same expression written twice would carry its parameters twice and not be the same.
  const positions = ["currency", ...dimensions].map((_, at) => sql.raw(String(at + 1)));
  const rows = await db.pick(
    usageEvents,
    // The order of the columns is the order of the positions.
    { currency, ...key, ...rest },
    { where, groupBy: positions, orderBy: [sql`sum(${usageEvents.cost}) desc nulls last`, ...positions] },
  );
  return { totals, groups: rows.map((row) => toGroup(row as Record<string, unknown> & CostSum, dimensions)) };
}

function toGroup(row: Record<string, unknown> & CostSum, dimensions: readonly CostDimension[]): CostGroup {
  const key = Object.fromEntries(dimensions.map((name) => [name, row[name] as string | null]));
  const { currency, cost, count, unpriced, durationMs } = row;
  return { key, currency, cost, count, unpriced, durationMs };
}

/** How moments are cut and written: ISO 8601, the week by its ISO number. */
const shapes: Partial<Record<CostDimension, string>> = {
  hour: 'YYYY-MM-DD"T"HH24:00',
  day: "YYYY-MM-DD",
  week: 'IYYY-"W"IW',
  month: "YYYY-MM",
};

function expressionOf(dimension: CostDimension, timeZone: string): SQL<string | null> {
  const shape = shapes[dimension];
  if (shape !== undefined) return sql`to_char(${usageEvents.occurredAt} at time zone ${timeZone}, ${shape})`;
  return sql`${usageEvents[dimension as keyof typeof usageEvents & CostDimension]}`;
}
