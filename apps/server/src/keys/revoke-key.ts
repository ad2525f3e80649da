import { and, eq, isNull, or } from "drizzle-orm";
import type { Database } from "../store/database.ts";
import { apiKeys } from "../store/schema/index.ts";
import type { TenantIds } from "../store/tenant-types.ts";

/** Ends a key; requests with it fail within a second. False when the project has no such key in force. */
export async function revokeKey(db: Database, ids: TenantIds, id: string): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: new Date() })
    .where(
      and(
        or(eq(apiKeys.id, id), eq(apiKeys.parentId, id)),
        eq(apiKeys.organizationId, ids.organizationId),
        eq(apiKeys.projectId, ids.projectId),
        isNull(apiKeys.revokedAt),
      ),
    )
    .returning({ id: apiKeys.id });
  return revoked.some((row) => row.id === id);
}
