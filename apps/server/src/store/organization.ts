import { and, eq, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { bindHandle, together } from "./bind-handle.ts";
import type { Database } from "./database.ts";
import { databaseBehind, remember } from "./database-behind.ts";
import type { Handle, Together } from "./handle-types.ts";
import type { organizations } from "./schema/index.ts";
import type { Tenant } from "./tenant-types.ts";

/** A table whose rows belong to an organization, through a project or by themselves; and the organization's own row. */
export type OrganizationTable = (PgTable & { readonly organizationId: AnyPgColumn }) | typeof organizations;

/** The database as one organization sees it: all of its projects. Every call adds its filter and column. */
export interface Organization extends Handle<OrganizationTable, "organizationId">, Together<Organization> {}

/** Binds the database to one organization. What comes back cannot read or write another organization's rows. */
export function organization(db: Database, organizationId: string): Organization {
  const handle: Organization = {
    ...bindHandle<OrganizationTable, "organizationId">(db, {
      ids: { organizationId },
      mine: (table, where) => sql`${and(eq(ownerOf(table), organizationId), where)}`,
    }),
    ...together(db, (tx) => organization(tx, organizationId)),
  };
  remember(handle, db);
  return handle;
}

/** The organization that a project's handle belongs to: only for what asked for `organization:read` or `:write`. */
export const organizationOf = (handle: Tenant): Organization =>
  organization(databaseBehind(handle), handle.ids.organizationId);

const ownerOf = (table: OrganizationTable): AnyPgColumn =>
  "organizationId" in table ? table.organizationId : table.id;
