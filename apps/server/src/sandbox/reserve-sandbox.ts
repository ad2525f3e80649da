import { eq } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { expectActive } from "../keys/expect-active.ts";
import { projects, sandboxes } from "../store/schema/index.ts";
import type { NewRow, Row, Tenant } from "../store/tenant-types.ts";

/** Most sandboxes of a project at one time. */
export const mostRunning = 100;

/**
 * Writes the row of a sandbox about to be made, unless the project has as many as it may. Runs within a transaction.
 */
export async function reserveSandbox(
  tx: Tenant,
  values: NewRow<typeof sandboxes>,
): Promise<Row<typeof sandboxes>> {
  // One at a time for each project, so that several at once do not all see the last free place.
  await databaseBehind(tx)
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.id, tx.ids.projectId))
    .for("no key update");
  await expectActive(tx);
  const running = await tx.count(sandboxes, eq(sandboxes.status, "running"));
  if (running >= mostRunning) {
    const text = `This project runs ${mostRunning} sandboxes, the most it may. Kill one that is not needed, or give them a shorter ttlMinutes.`;
    fail(409, "too_many_sandboxes", text, { retryable: false });
  }
  const [row] = await tx.insert(sandboxes, values);
  return row as Row<typeof sandboxes>;
}
