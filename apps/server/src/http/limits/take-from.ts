import { sql } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { rateLimits as table } from "../../store/schema/index.ts";
import { burstOf, gapUs, inMicroseconds, microseconds } from "./gcra.ts";
import type { LimitRow } from "./to-limit-state.ts";

export interface TakenFrom {
  readonly admitted: boolean;
  /** As they are afterwards. */
  readonly rows: readonly LimitRow[];
}

/**
 * Counts one request in all of these limits, or in none when one of them is reached: one statement. Their rows are
 * locked in one order before the clock is read, the database's own, so that neither a wait nor another server's clock
 * changes what gets in. The commit does not wait for the disk, which is most of what a request would wait for: should
 * the database's machine fail, it forgets less than a second of what was counted.
 */
export async function takeFrom(db: Database, ids: readonly string[]): Promise<TakenFrom> {
  const list = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows } = await db.execute<LimitRow & { admitted: boolean } & Record<string, unknown>>(sql`
    with held as materialized (
      select ${table.id} as id, ${table.requestsPerMinute} as per_minute, ${burstOf} as burst,
        ${gapUs(table.requestsPerMinute)} as gap, ${table.fullAt} as full_at
      from ${table} where ${table.id} in (${list}) order by ${table.id} for update
    ), clock as materialized (
      select max(clock_timestamp()) as now, max(set_config('synchronous_commit', 'off', true)) from held
    ), wanted as materialized (
      select held.*, now, greatest(full_at, now) as before,
        greatest(full_at, now) + ${microseconds(sql`gap`)} as after
      from held, clock
    ), verdict as materialized (
      select bool_and(after - now <= ${microseconds(sql`burst::float8 * gap`)}) as admitted from wanted
    ), taken as (
      update ${table} set full_at = wanted.after from wanted, verdict
      where ${table.id} = wanted.id and verdict.admitted
    )
    select id, per_minute as "perMinute", burst, gap as "gapUs", admitted,
      ${inMicroseconds(sql`(case when admitted then after else before end) - now`)} as "fullInUs"
    from wanted, verdict`);
  return { admitted: rows.every(({ admitted }) => admitted), rows };
}
