import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { apiKeys } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

/** Lets a key and the tokens it made end by a moment; what ends before stays. Gives the key. */
export async function endKey(db: Tenant, id: string, end: Date): Promise<Row<typeof apiKeys> | undefined> {
  const itself = and(eq(apiKeys.id, id), isNull(apiKeys.parentId), isNull(apiKeys.revokedAt));
  const [row] = await db.update(apiKeys, { expiresAt: by(end) }, itself);
  if (row !== undefined) await endTokens(db, id, end);
  return row;
}

/** Lets the tokens that a key made end by a moment. */
export async function endTokens(db: Tenant, keyId: string, end: Date): Promise<void> {
  await db.update(apiKeys, { expiresAt: by(end) }, eq(apiKeys.parentId, keyId));
}

// Of a key that never ends, `least` leaves the null out.
const by = (end: Date): SQL => sql`least(${apiKeys.expiresAt}, ${end.toISOString()}::timestamptz)`;
