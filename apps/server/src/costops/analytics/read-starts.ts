import { type SQL, sql } from "drizzle-orm";
import { databaseBehind } from "../../store/database-behind.ts";
import type { Tenant } from "../../store/tenant-types.ts";

export type Interval = "hour" | "day" | "week" | "month";

/** Hours by quarters, since a few zones move their clocks by half an hour; the others by days. */
const steps = { hour: "15 minutes", day: "1 day", week: "1 day", month: "1 day" } as const;

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/**
 * When the intervals of a span begin, at most `most` + 1 of them. The database works them out, whose rules also cut the
 * events: the two then agree on every change of the clocks.
 */
export async function readStarts(
  db: Tenant,
  interval: Interval,
  timeZone: string,
  { from, to }: Span,
  most: number,
): Promise<string[]> {
  const step = steps[interval];
  // One step more than the span: a day that begins at 01:00 shifts all after it.
  const { rows } = await databaseBehind(db).execute<{ start: string }>(sql`
    select distinct ${startOf(sql`tick`, interval, timeZone)} as start
    from generate_series(
      date_trunc(${interval}::text, ${from.toISOString()}::timestamptz, ${timeZone}::text),
      ${to.toISOString()}::timestamptz + ${step}::interval, ${step}::interval, ${timeZone}::text
    ) as tick
    where date_trunc(${interval}::text, tick, ${timeZone}::text) < ${to.toISOString()}::timestamptz
    order by 1 limit ${most + 1}`);
  return rows.map(({ start }) => start);
}

/** The beginning of the interval that holds a moment, as ISO 8601. */
export const startOf = (moment: SQL, interval: Interval, timeZone: string): SQL =>
  sql`to_char(date_trunc(${interval}::text, ${moment}, ${timeZone}::text) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
