import type { UsageFilter } from "@platform/costops";
import { and, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import { usageEvents, usageRollups } from "../../store/schema/index.ts";
import type { Reader } from "../../store/whole-organization.ts";
import { usageFilter } from "../usage/usage-filter.ts";
import { type Source, timeOf } from "./dimensions.ts";
import type { Range, Ranges } from "./plan-ranges.ts";
import { type Group, isToken, noSum, regroup } from "./sums.ts";

/** By name, what to group by, in either table. */
export type KeyOf = (table: Source) => Readonly<Record<string, SQL>>;

/** Sums by key and currency, read from the rollups and the events that `ranges` names. */
export async function readSums(
  db: Reader,
  filter: UsageFilter,
  ranges: Ranges,
  keyOf: KeyOf,
): Promise<Group[]> {
  const groups: Group[] = [];
  const { days, quarters, events } = ranges;
  const rollups = [...days.map(rollup("day")), ...quarters.map(rollup("quarter"))];
  if (rollups.length > 0) {
    groups.push(...(await readFrom(db, usageRollups, and(rollupFilter(filter), or(...rollups)), keyOf)));
  }
  if (events.length > 0) {
    const where = and(
      usageFilter({ ...filter, from: undefined, to: undefined }),
      or(...events.map((range) => within(usageEvents, range) ?? sql`true`)),
    );
    groups.push(...(await readFrom(db, usageEvents, where, keyOf)));
  }
  // What was taken out of a rollup again leaves a row of nothing.
  return regroup(groups, (key) => key).filter(({ count }) => count !== 0);
}

/** The filters that rollups can answer; `planRanges` has seen to it that there is no other. */
function rollupFilter(filter: UsageFilter): SQL | undefined {
  const fields = ["operation", "provider", "model", "userId", "apiKeyId", "priced"] as const;
  return and(
    ...fields.map((field) => {
      const value = filter[field];
      return value === undefined ? undefined : eq(usageRollups[field], value as never);
    }),
  );
}

const rollup = (grain: "day" | "quarter") => (range: Range) =>
  and(eq(usageRollups.grain, grain), within(usageRollups, range));

function within(table: Source, { from, to }: Range): SQL | undefined {
  const at = timeOf(table);
  return and(from && gte(at, from), to && lt(at, to));
}

const first = sql`(part.place is null or part.place = 1)`;

/**
 * One row a key, currency and unit, in one statement, so that costs and units are of one moment: what a row says
 * besides its units counts at the first of them.
 */
async function readFrom(db: Reader, table: Source, where: SQL | undefined, keyOf: KeyOf): Promise<Group[]> {
  const key = keyOf(table);
  const [count, priced] =
    table === usageEvents
      ? [sql`1`, sql`${usageEvents.cost} is not null`]
      : [sql`${usageRollups.count}`, sql`${usageRollups.priced}`];
  const fields = {
    currency: sql<string>`${table.currency}`,
    unit: sql<string | null>`part.unit`,
    ...(key as Record<string, SQL<string | null>>),
    cost: sql<string>`coalesce(sum(${table.cost}) filter (where ${first}), 0)::text`,
    count: sql<string>`coalesce(sum(${count}) filter (where ${first}), 0)::text`,
    unpriced: sql<string>`coalesce(sum(${count}) filter (where ${first} and not ${priced}), 0)::text`,
    durationMs: sql<string>`coalesce(sum(${table.durationMs}) filter (where ${first}), 0)::text`,
    tasks: sql<string>`coalesce(sum(${count}) filter (where ${first} and ${table.operation} = 'runTask'), 0)::text`,
    amount: sql<string>`coalesce(sum(part.amount::numeric), 0)::text`,
    pricedAmount: sql<string>`coalesce(sum(part.amount::numeric) filter (where ${priced}), 0)::text`,
  };
  const rows = await db.pick(table, fields, {
    where,
    lateral: sql`jsonb_each_text(${table.units}) with ordinality as part(unit, amount, place)`,
    // Grouped by position: the same expression written twice would carry its parameters twice and not be the same.
    groupBy: ["currency", "unit", ...Object.keys(key)].map((_, at) => sql.raw(String(at + 1))),
  });
  return rows.map((row) => {
    const { currency, unit } = row;
    const values = Object.keys(key).map((name) => [
      name,
      (row as Record<string, unknown>)[name] as string | null,
    ]);
    return {
      ...{ ...noSum(), currency, key: Object.fromEntries(values), cost: new Exact(row.cost) },
      ...{
        count: Number(row.count),
        unpriced: Number(row.unpriced),
        durationMs: Number(row.durationMs),
        tasks: Number(row.tasks),
      },
      units: new Map(unit === null ? [] : [[unit, new Exact(row.amount)]]),
      pricedTokens: new Exact(unit !== null && isToken(unit) ? row.pricedAmount : 0),
    };
  });
}
