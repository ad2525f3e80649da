import { and, eq, sql } from "drizzle-orm";
import { bindHandle, together } from "./bind-handle.ts";
import type { Database } from "./database.ts";
import { remember } from "./database-behind.ts";
import type { Tenant, TenantIds, TenantTable } from "./tenant-types.ts";

export type { Tenant, TenantIds } from "./tenant-types.ts";

/** Binds the database to one project. What comes back cannot read or write another tenant's rows. */
export function tenant(db: Database, { organizationId, projectId }: TenantIds): Tenant {
  const ids: TenantIds = { organizationId, projectId };
  const handle: Tenant = {
    ...bindHandle<TenantTable, keyof TenantIds>(db, {
      ids,
      mine: (table, where) =>
        sql`${and(eq(table.organizationId, organizationId), eq(table.projectId, projectId), where)}`,
    }),
    ...together(db, (tx) => tenant(tx, ids)),
  };
  remember(handle, db);
  return handle;
}
