import { type SQL, sql } from "drizzle-orm";
import { rateLimits as table } from "../../store/schema/index.ts";

/*
 * The generic cell rate algorithm (ITU-T I.371), which keeps one moment: when the bucket is full again. A request moves
 * it on by one gap, and may come when it then is at most `burst` gaps away. A kept library was looked at first:
 * rate-limiter-flexible 11 counts in fixed windows, so that twice as many get in around the end of one, by each server's
 * own clock, and asks for a burst and for each further limit by statements of their own, of which one may count a
 * request that the other refuses.
 */

type Whole = SQL | typeof table.requestsPerMinute | number;

/** Microseconds between two requests. Rounded up: in no time come more than the limit says. */
export const gapUs = (perMinute: Whole): SQL => sql`((59999999 + ${perMinute}::int) / ${perMinute}::int)`;

/** A span of so many microseconds, exact up to 2^53. */
export const microseconds = (count: SQL): SQL => sql`(${count}) * interval '1 microsecond'`;

/** How many microseconds a span has. */
export const inMicroseconds = (span: SQL): SQL<number> =>
  sql<number>`round(extract(epoch from ${span}) * 1000000)::float8`;

export const burstOf: SQL = sql`coalesce(${table.burst}, ${table.requestsPerMinute})`;
