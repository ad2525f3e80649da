import { and, eq, isNotNull } from "drizzle-orm";
import { keyInvalid } from "../http/request/authenticate.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { projects } from "../store/schema/index.ts";
import type { Tenant } from "../store/tenant-types.ts";

/**
 * Ends the request with 401 when its project was archived, and holds off archiving it until the transaction ends: for
 * what begins something that goes on by itself.
 */
export async function expectActive(tx: Tenant): Promise<void> {
  const own = eq(projects.id, tx.ids.projectId);
  const db = databaseBehind(tx);
  await db.select({ id: projects.id }).from(projects).where(own).for("key share");
  // By itself: what was waited for is not seen by the statement that waited.
  const [archived] = await db
    .select({ id: projects.id })
    .from(projects)
    .where(and(own, isNotNull(projects.archivedAt)));
  if (archived) keyInvalid();
}
