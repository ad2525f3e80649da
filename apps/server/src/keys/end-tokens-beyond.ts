import { and, eq, inArray, isNull } from "drizzle-orm";
import { firstBeyond } from "../http/request/check-scope.ts";
import { apiKeys } from "../store/schema/index.ts";
import type { Tenant } from "../store/tenant-types.ts";

/** Ends those tokens of a key that hold more than these scopes. */
export async function endTokensBeyond(db: Tenant, keyId: string, scopes: readonly string[]): Promise<void> {
  const where = and(eq(apiKeys.parentId, keyId), isNull(apiKeys.revokedAt));
  const tokens = await db.pick(apiKeys, { id: apiKeys.id, scopes: apiKeys.scopes }, { where });
  const beyond = tokens.filter((token) => firstBeyond(scopes, token.scopes) >= 0).map(({ id }) => id);
  if (beyond.length > 0) await db.update(apiKeys, { revokedAt: new Date() }, inArray(apiKeys.id, beyond));
}
