import { and, isNotNull, lt, sql } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { apiKeys, idempotencyKeys, tickets } from "./schema/index.ts";

const hour = 3_600_000;

/** Removes what has outlived its time, now and every hour. Returns how to end it. */
export function startSweeping(sweeps: readonly (() => Promise<void>)[], log: Logger): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    last = Promise.all(
      sweeps.map((one) =>
        one().catch((error: unknown) =>
          log.warn({ err: error }, "what has outlived its time was not removed"),
        ),
      ),
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

/** Answers kept for repetitions, tickets nobody used, and tokens that ended over a day ago. */
export async function removeOutlived(db: Database): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.expiresAt, sql`now()`));
  await db.delete(tickets).where(lt(tickets.expiresAt, sql`now()`));
  const ended = lt(apiKeys.expiresAt, sql`now() - interval '1 day'`);
  await db.delete(apiKeys).where(and(isNotNull(apiKeys.parentId), ended));
}
