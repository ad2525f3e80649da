import type { Limits } from "@platform/account";
import { desc, inArray, sql } from "drizzle-orm";
import { burstOf, gapUs, inMicroseconds } from "../../http/limits/gcra.ts";
import { toLimitState } from "../../http/limits/to-limit-state.ts";
import type { Context } from "../../http/operation.ts";
import { rateLimits as table } from "../../store/schema/index.ts";
import { serverLimits } from "./server-limits.ts";

/** The limits of the project, and of a key where `limitKeyId` is given, as they are now. */
export async function readLimits(context: Context, id: string, limitKeyId?: string): Promise<Limits> {
  const { db } = context;
  const { projectId } = db.ids;
  const where = inArray(table.id, limitKeyId === undefined ? [projectId] : [projectId, limitKeyId]);
  const fields = {
    id: table.id,
    perMinute: table.requestsPerMinute,
    burst: sql<number>`${burstOf}`,
    gapUs: sql<number>`${gapUs(table.requestsPerMinute)}`,
    fullInUs: inMicroseconds(sql`${table.fullAt} - clock_timestamp()`),
    fullAt: table.fullAt,
  };
  // The project's first: `prj_` is after `key_`.
  const rows = await db.pick(table, fields, { where, orderBy: [desc(table.id)] });
  return {
    id,
    rates: rows.map(({ fullAt, ...row }) => {
      const state = toLimitState(row, row.id === projectId ? "project" : "key");
      const { of, requestsPerMinute, burst, remaining } = state;
      return { of, requestsPerMinute, burst, remaining, fullAt: fullAt.toISOString() };
    }),
    server: serverLimits(context),
  };
}
