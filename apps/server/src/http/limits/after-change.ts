import { type SQL, sql } from "drizzle-orm";
import { rateLimits as table } from "../../store/schema/index.ts";
import { gapUs, inMicroseconds, microseconds } from "./gcra.ts";

/** As in the contract: what is left out stays; a burst of `null` is as many as in a minute. */
export interface Change {
  readonly requestsPerMinute?: number | undefined;
  readonly burst?: number | null | undefined;
}

/**
 * When a limit that is changed is full again. What was used stays used, at most all that there now is, and comes back
 * at the new pace: who was told to wait for minutes need not, once the limit is raised.
 */
export function afterChange({ requestsPerMinute, burst }: Change): SQL {
  const perMinute = requestsPerMinute ?? table.requestsPerMinute;
  const fallback = sql`coalesce(${table.burst}, ${perMinute}::int)`;
  const most = burst === undefined ? fallback : sql`${burst ?? perMinute}::int`;
  const waiting = inMicroseconds(sql`greatest(${table.fullAt} - clock_timestamp(), interval '0')`);
  const used = sql`least(${waiting} / ${gapUs(table.requestsPerMinute)}, ${most})`;
  return sql`clock_timestamp() + ${microseconds(sql`ceil(${used} * ${gapUs(perMinute)})`)}`;
}
