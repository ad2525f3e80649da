import { lt, sql } from "drizzle-orm";
import type { Database } from "../../../store/database.ts";
import { webhookEvents } from "../../../store/schema/index.ts";

/** Events are kept for 30 days, and their deliveries go with them. */
export async function sweepEvents(db: Database): Promise<void> {
  await db.delete(webhookEvents).where(lt(webhookEvents.createdAt, sql`now() - interval '30 days'`));
}
