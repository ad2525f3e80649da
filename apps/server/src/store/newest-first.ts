import { and, desc, type InferSelectModel, lt, type SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Handle } from "./handle-types.ts";

/** A table whose ids sort by creation, as `newId` makes them. */
type Sortable = PgTable & { readonly id: AnyPgColumn };

/** One page of a project's or an organization's rows, newest first. The cursor is the last row's id. */
export async function newestFirst<T extends Sortable, R>(
  db: Pick<Handle<T, never>, "select">,
  table: T,
  { cursor, limit = 100 }: { cursor?: string | undefined; limit?: number | undefined },
  where: SQL | undefined,
  toItem: (row: InferSelectModel<T>) => R,
): Promise<{ data: R[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : lt(table.id, cursor);
  const rows = await db.select(table, {
    where: and(where, before),
    orderBy: [desc(table.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1) as { id: string } | undefined;
  return { data: page.map(toItem), nextCursor: rows.length > limit && last ? last.id : null };
}
