import { sql } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { transaction } from "../../store/transaction.ts";

const most = 5_000;

/** Puts the sums of past times, spread over slots while they were written, together: there is less to read. */
export async function foldRollups(db: Database, at: Date = new Date()): Promise<void> {
  for (;;) {
    // Each turn by itself: late events wait for no more than one.
    const { rows } = await transaction(db, (tx) =>
      tx.execute<{ folded: string }>(
        sql`select usage_rollups_fold(${at.toISOString()}::timestamptz, ${most}) as folded`,
      ),
    );
    if (Number(rows[0]?.folded) < most) return;
  }
}
