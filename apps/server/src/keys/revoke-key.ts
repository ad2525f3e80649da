import { and, eq, isNull, or } from "drizzle-orm";
import { apiKeys } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

/** Ends a key and the tokens it made; servers ask again within a second. Undefined when no such key is in force. */
export async function revokeKey(db: Tenant, id: string): Promise<Row<typeof apiKeys> | undefined> {
  const itself = and(eq(apiKeys.id, id), isNull(apiKeys.parentId));
  const inForce = and(or(itself, eq(apiKeys.parentId, id)), isNull(apiKeys.revokedAt));
  const revoked = await db.update(apiKeys, { revokedAt: new Date() }, inForce);
  return revoked.find((row) => row.id === id);
}
