import { type SQL, sql } from "drizzle-orm";
import type { PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { Database } from "./database.ts";
import type { SelectOptions } from "./handle-types.ts";

/** A select with its options; `where` is what the handle allows, and what was asked for. */
export function buildSelect(
  db: Database,
  table: PgTable,
  fields: SelectedFields | undefined,
  options: SelectOptions,
  where: SQL,
) {
  const from = fields === undefined ? db.select() : db.select(fields);
  let built = from
    .from(table as PgTable)
    .where(where)
    .$dynamic();
  // Read into fields of its own, so that the shape of the result does not change.
  if (options.lateral) built = built.leftJoinLateral(options.lateral, sql`true`) as typeof built;
  if (options.groupBy) built = built.groupBy(...options.groupBy);
  if (options.having) built = built.having(options.having);
  if (options.orderBy) built = built.orderBy(...options.orderBy);
  if (options.limit !== undefined) built = built.limit(options.limit);
  if (options.offset !== undefined) built = built.offset(options.offset);
  if (options.lock === "skip") return built.for("update", { skipLocked: true });
  return options.lock ? built.for("update") : built;
}
