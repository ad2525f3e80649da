import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { covers } from "../../http/request/check-scope.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { organizationOf } from "../../store/organization.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { Tenant } from "../../store/tenant-types.ts";

/** The project that a key belongs to, for who may reach beyond their own; for others their own, where it is not. */
export async function homeOfKey(
  { db, principal }: Context,
  keyId: string,
  scope: "organization:read" | "organization:write",
): Promise<Tenant> {
  if (!principal.scopes.some((held) => covers(held, scope))) return db;
  const key = await organizationOf(db).first(apiKeys, eq(apiKeys.id, keyId));
  return key === undefined ? db : tenant(databaseBehind(db), key);
}
