import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

/** Ends a key and the tokens it made; servers ask again within a second. Undefined when no such key is in force. */
export async function revokeKey(db: Tenant, id: string): Promise<Row<typeof apiKeys> | undefined> {
  const now = new Date();
  const itself = and(eq(apiKeys.id, id), isNull(apiKeys.parentId), isNull(apiKeys.revokedAt));
  const [row] = await db.update(apiKeys, { revokedAt: now }, itself);
  if (row === undefined) return undefined;
  // By themselves: a token made while the key's row was waited for is not seen by the statement that waited.
  await db.update(apiKeys, { revokedAt: now }, and(eq(apiKeys.parentId, id), isNull(apiKeys.revokedAt)));
  return row;
}
