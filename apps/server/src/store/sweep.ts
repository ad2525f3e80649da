import { lt, sql } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "../../store/database.ts";
import { idempotencyKeys } from "../../store/schema/index.ts";

const hour = 3_600_000;

/** Removes keys whose day is over, now and every hour. Returns how to end it. */
export function startSweeping(db: Database, log: Logger): () => Promise<void> {
  let last = Promise.resolve();
  const sweep = () => {
    last = removeOutlived(db).catch((error: unknown) =>
      log.warn({ err: error }, "old keys were not removed"),
    );
  };
  const timer = setInterval(sweep, hour);
  timer.unref();
  sweep();
  return () => {
    clearInterval(timer);
    return last;
  };
}

export async function removeOutlived(db: Database): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.expiresAt, sql`now()`));
}
