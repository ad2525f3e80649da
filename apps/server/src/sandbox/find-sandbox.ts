import { eq } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import { sandboxes } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

/** The project's sandbox of that id, or a 404. */
export async function findSandbox(db: Tenant, sandboxId: string): Promise<Row<typeof sandboxes>> {
  const row = await db.first(sandboxes, eq(sandboxes.id, sandboxId));
  if (row) return row;
  return fail(404, "sandbox_not_found", `There is no sandbox ${sandboxId} in this project.`, {
    param: "sandboxId",
  });
}
