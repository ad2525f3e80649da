import { and, asc, getTableColumns, type SQL, sql } from "drizzle-orm";
import { usageEvents } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";

const pageSize = 1_000;

export type UsageRow = Row<typeof usageEvents>;

/** The ledger, oldest first, a page at a time. The place is kept to the microsecond, which a `Date` cannot. */
export async function* usagePages(db: Tenant, where: SQL | undefined): AsyncIterable<UsageRow[]> {
  const { occurredAt, id } = usageEvents;
  const fields = { ...getTableColumns(usageEvents), at: sql<string>`${occurredAt}::text` };
  let after: SQL | undefined;
  for (;;) {
    const rows = await db.pick(usageEvents, fields, {
      where: and(where, after),
      orderBy: [asc(occurredAt), asc(id)],
      limit: pageSize,
    });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = sql`(${occurredAt}, ${id}) > (${last.at}::timestamptz, ${last.id})`;
  }
}
