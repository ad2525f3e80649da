import type { UsageFilter } from "@platform/costops";
import { and, or, type SQL, sql } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import { usageEvents, usageRollups } from "../../store/schema/index.ts";
import type { Reader } from "../../store/whole-organization.ts";
import { usageFilter } from "../usage/usage-filter.ts";
import type { Source } from "./dimensions.ts";
import type { Ranges } from "./plan-ranges.ts";
import { rollupsWithin, within } from "./rollups-within.ts";
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
  const { events } = ranges;
  const rollups = rollupsWithin(filter, ranges);
  if (rollups) groups.push(...(await readFrom(db, usageRollups, rollups, keyOf)));
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

/** What a row says, and what of it are amounts: one line without a unit, for cost and count, and one a unit. */
const lines = {
  rollups: {
    ...{ unit: sql`${usageRollups.unit}`, amount: sql`${usageRollups.amount}` },
    ...{ cost: sql`${usageRollups.cost}`, count: sql`${usageRollups.count}` },
    ...{
      durationMs: sql`${usageRollups.durationMs}`,
      priced: sql`${usageRollups.priced}`,
      lateral: undefined,
    },
  },
  events: {
    ...{ unit: sql`part.unit`, amount: sql`part.amount`, cost: sql`part.cost`, count: sql`part.count` },
    ...{ durationMs: sql`part.duration_ms`, priced: sql`${usageEvents.cost} is not null` },
    lateral: sql`(
      select '' as unit, 0 as amount, ${usageEvents.cost} as cost, 1 as count, ${usageEvents.durationMs} as duration_ms
      union all
      select key, value::numeric, null, 0, null from jsonb_each_text(${usageEvents.units})
    ) as part`,
  },
};

/** One row a key, currency and unit, in one statement, so that costs and units are of one moment. */
async function readFrom(db: Reader, table: Source, where: SQL | undefined, keyOf: KeyOf): Promise<Group[]> {
  const key = keyOf(table);
  const line = table === usageEvents ? lines.events : lines.rollups;
  const sumOf = (what: SQL, when?: SQL) =>
    sql<string>`coalesce(sum(${what})${when ? sql` filter (where ${when})` : sql``}, 0)::text`;
  const fields = {
    currency: sql<string>`${table.currency}`,
    unit: sql<string>`${line.unit}`,
    ...(key as Record<string, SQL<string | null>>),
    cost: sumOf(line.cost),
    count: sumOf(line.count),
    unpriced: sumOf(line.count, sql`not ${line.priced}`),
    durationMs: sumOf(line.durationMs),
    tasks: sumOf(line.count, sql`${table.operation} = 'runTask'`),
    amount: sumOf(line.amount),
    pricedAmount: sumOf(line.amount, line.priced),
  };
  const rows = await db.pick(table, fields, {
    where,
    lateral: line.lateral,
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
      units: new Map(unit === "" ? [] : [[unit, new Exact(row.amount)]]),
      pricedTokens: new Exact(isToken(unit) ? row.pricedAmount : 0),
    };
  });
}
