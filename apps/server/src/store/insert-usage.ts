import { getTableColumns, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { usageEvents } from "./schema/index.ts";
import type { NewRow, Row, TenantIds } from "./tenant-types.ts";

const columns = Object.entries(getTableColumns(usageEvents));
const values = sql.join(
  columns.map(([key, { name }]) => (key === "createdAt" ? sql`now()` : sql.identifier(name))),
  sql`, `,
);

/**
 * Puts rows into a project's ledger; those whose event is there already are left out. They travel as one JSON
 * parameter: a statement with twenty parameters a row takes longer to build than to run.
 */
export function insertUsage(
  db: Database,
  { organizationId, projectId }: TenantIds,
  rows: readonly NewRow<typeof usageEvents>[],
): Promise<Row<typeof usageEvents>[]> {
  const named = rows.map((row) => {
    const whole: Record<string, unknown> = { tags: {}, metadata: {}, ...row, organizationId, projectId };
    return Object.fromEntries(columns.map(([key, { name }]) => [name, whole[key]]));
  });
  return db
    .insert(usageEvents)
    .select(
      sql`select ${values} from json_populate_recordset(null::usage_events, ${JSON.stringify(named)}::json)`,
    )
    .onConflictDoNothing()
    .returning();
}
