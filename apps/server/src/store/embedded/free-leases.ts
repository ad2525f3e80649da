import { isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { budgetReservations, idempotencyKeys } from "../schema/index.ts";

/**
 * Ends the leases of requests that a server which has died left unanswered: whoever asks again need not wait, and what
 * budgets had set aside for them is free. What goes on after its request is freed by its row in the ledger.
 */
export async function freeLeases(db: Database): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ leaseExpiresAt: sql`now()` })
    .where(isNull(idempotencyKeys.responseStatus));
  await db
    .update(budgetReservations)
    .set({ leaseUntil: sql`now()` })
    .where(isNull(budgetReservations.eventId));
}
