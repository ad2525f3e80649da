import { and, eq, isNull } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { hasMember } from "../../keys/has-member.ts";
import { isInForce } from "../../keys/key-finder.ts";
import { apiKeys } from "../../store/schema/index.ts";
import type { Row, SelectOptions, Tenant } from "../../store/tenant-types.ts";

/** The project's key that is in force, or a 404. Tokens are no keys here. */
export async function findKey(
  db: Tenant,
  keyId: string,
  lock?: SelectOptions["lock"],
): Promise<Row<typeof apiKeys>> {
  const where = and(eq(apiKeys.id, keyId), isNull(apiKeys.parentId), hasMember());
  const [row] = await db.select(apiKeys, { where, lock });
  return row !== undefined && isInForce(row) ? row : keyNotFound(keyId);
}

export function keyNotFound(keyId: string): never {
  return fail(404, "key_not_found", `There is no key ${keyId} in force.`, { param: "keyId" });
}
