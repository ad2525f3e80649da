import { isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { idempotencyKeys } from "../schema/index.ts";

/** Ends the leases of requests that a server which has died left unanswered: whoever asks again need not wait. */
export async function freeLeases(db: Database): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ leaseExpiresAt: sql`now()` })
    .where(isNull(idempotencyKeys.responseStatus));
}
