import type { ListUsageParams, UsageRecord } from "@platform/costops";
import { and, desc, type SQL, sql } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context, PageResult } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { usageEvents } from "../../store/schema/index.ts";
import { toUsageRecord } from "./to-usage-record.ts";
import { usageFilter } from "./usage-filter.ts";

/** Reads the ledger, newest rows first, by when they were recorded or when they happened. */
export async function listUsage(context: Context, params: ListUsageParams): Promise<PageResult<UsageRecord>> {
  const db = await ofProject(context, params.projectId, "organization:read");
  const where = usageFilter(params);
  if (params.sort !== "occurredAt") return newestFirst(db, usageEvents, params, where, toUsageRecord);
  const { limit = 100 } = params;
  const { occurredAt, id } = usageEvents;
  const rows = await db.select(usageEvents, {
    where: and(where, before(params.cursor)),
    orderBy: [desc(occurredAt), desc(id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? `${last.occurredAt.toISOString()}/${last.id}` : null;
  return { data: page.map(toUsageRecord), nextCursor };
}

/** The rows after the one a cursor names: by its time and its id, so that new rows move nothing. */
function before(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [time = "", id = ""] = cursor.split("/", 2);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) || Number.isNaN(Date.parse(time))) {
    fail(400, "invalid_params", "`cursor`: give the `nextCursor` of a list with the same `sort`.", {
      param: "cursor",
    });
  }
  return sql`(${usageEvents.occurredAt}, ${usageEvents.id}) < (${time}::timestamptz, ${id})`;
}
