import { eq } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { databaseBehind } from "../../store/database-behind.ts";
import { organizationOf } from "../../store/organization.ts";
import { tenant } from "../../store/tenant.ts";
import type { Tenant, TenantTable } from "../../store/tenant-types.ts";
import type { Context } from "../operation.ts";
import { covers } from "../request/check-scope.ts";

/** The project that a row belongs to, for who may reach beyond their own; for others their own, where it is not. */
export async function homeOf(
  { db, principal }: Pick<Context, "db" | "principal">,
  table: TenantTable & { readonly id: AnyPgColumn },
  id: string,
  scope: "organization:read" | "organization:write",
): Promise<Tenant> {
  if (!principal.scopes.some((held) => covers(held, scope))) return db;
  const { organizationId, projectId } = table;
  const [row] = await organizationOf(db).pick(
    table,
    { organizationId, projectId },
    { where: eq(table.id, id) },
  );
  return row === undefined ? db : tenant(databaseBehind(db), row as Tenant["ids"]);
}
