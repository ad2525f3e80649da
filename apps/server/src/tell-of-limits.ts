import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { emitEvent } from "./account/webhooks/emit-event.ts";
import type { LimitListener } from "./http/limits/limiter.ts";
import { rateLimits as table } from "./store/schema/index.ts";
import { tenant } from "./store/tenant.ts";

const isNews = or(isNull(table.toldAt), lt(table.toldAt, sql`now() - interval '1 minute'`));

/** Tells webhooks of a limit that is reached, at most once a minute, whichever servers and callers reach it. */
export const tellOfLimits: LimitListener = (db, who, { id, of, requestsPerMinute, burst }) =>
  tenant(db, who).transaction(async (tx) => {
    const told = await tx.update(table, { toldAt: sql`now()` }, and(eq(table.id, id), isNews));
    if (told.length === 0) return;
    await emitEvent(tx, { type: "limit.reached", data: { of, id, requestsPerMinute, burst } });
  });
