import { type SQL, sql } from "drizzle-orm";
import { budgets } from "../../store/schema/index.ts";

/*
 * Windows begin where the calendar of their zone says: worked out by PostgreSQL, whose days have 23, 24 or 25 hours.
 * Two moments are in one window when their local times are, also where clocks go back over midnight.
 */
const unit = sql`case ${budgets.window} when 'daily' then 'day' when 'weekly' then 'week' when 'monthly' then 'month' when 'yearly' then 'year' end`;
const length = sql`case ${budgets.window} when 'daily' then interval '1 day' when 'weekly' then interval '1 week' when 'monthly' then interval '1 month' when 'yearly' then interval '1 year' end`;

/** A moment as PostgreSQL reads it. */
export const momentOf = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

/** The beginning of the window on the wall clock of its zone; null for those that never begin anew. */
export const localStart = (at: SQL): SQL => sql`date_trunc(${unit}, ${at} at time zone ${budgets.timeZone})`;

/** The beginning as a moment; 1970 for those that never begin anew. */
export const startOf = (at: SQL): SQL<Date> =>
  sql<Date>`coalesce(${localStart(at)} at time zone ${budgets.timeZone}, 'epoch'::timestamptz)`.mapWith(
    toDate,
  );

/** The first moment after it; null for those that never begin anew. */
export const endOf = (at: SQL): SQL<Date | null> =>
  sql<Date | null>`(${localStart(at)} + ${length}) at time zone ${budgets.timeZone}`.mapWith(toDate);

function toDate(value: string | Date): Date {
  return new Date(value);
}
