import { and, eq, inArray, lte, notInArray, sql } from "drizzle-orm";
import type { Database } from "../../../store/database.ts";
import { newId } from "../../../store/new-id.ts";
import { webhookDeliveries as table } from "../../../store/schema/index.ts";

export type Claimed = typeof table.$inferSelect;

/** Longer than a try may take: a server that says nothing for so long is gone, and another one sends. */
const leaseSeconds = 15;

/** Takes deliveries that are due, of every project; other servers pass them by. */
export function claimDeliveries(db: Database, most: number, busy: readonly string[]): Promise<Claimed[]> {
  const due = and(
    eq(table.status, "pending"),
    lte(table.nextAttemptAt, sql`now()`),
    busy.length === 0 ? undefined : notInArray(table.webhookId, [...busy]),
  );
  const next = db
    .select({ id: table.id })
    .from(table)
    .where(due)
    .orderBy(table.nextAttemptAt)
    .limit(most)
    .for("update", { skipLocked: true });
  return db
    .update(table)
    .set({ lease: newId("lse"), nextAttemptAt: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(inArray(table.id, next))
    .returning();
}
