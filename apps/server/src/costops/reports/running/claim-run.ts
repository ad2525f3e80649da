import { inArray, lte, sql } from "drizzle-orm";
import type { Database } from "../../../store/database.ts";
import { newId } from "../../../store/new-id.ts";
import { reportRuns as table } from "../../../store/schema/index.ts";
import type { RunRow } from "../to-report.ts";

export type ClaimedRun = RunRow & { readonly lease: string };

/** Renewed while a run is made: a server that says nothing for so long is gone, and another one begins anew. */
export const leaseSeconds = 20;

export const freshLease = sql`now() + make_interval(secs => ${leaseSeconds})`;

/** Takes a run that waits, of any project; other servers pass it by. */
export async function claimRun(db: Database): Promise<ClaimedRun | undefined> {
  const next = db
    .select({ id: table.id })
    .from(table)
    .where(lte(table.nextAttemptAt, sql`now()`))
    .orderBy(table.nextAttemptAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const lease = newId("lse");
  const attempt = sql`${table.attempt} + 1`;
  const [run] = await db
    .update(table)
    .set({ status: "running", lease, attempt, startedAt: sql`now()`, nextAttemptAt: freshLease })
    .where(inArray(table.id, next))
    .returning();
  return run && { ...run, lease };
}
