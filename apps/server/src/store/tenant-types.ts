import type { InferSelectModel } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Handle, NewRowOf, Together } from "./handle-types.ts";

export type { SelectOptions } from "./handle-types.ts";

export interface TenantIds {
  readonly organizationId: string;
  readonly projectId: string;
}

/** A table whose rows belong to a project. */
export type TenantTable = PgTable & { readonly organizationId: AnyPgColumn; readonly projectId: AnyPgColumn };

export type Row<T extends TenantTable> = InferSelectModel<T>;
/** A row to insert, without the tenant: that comes from the handle. */
export type NewRow<T extends TenantTable> = NewRowOf<T, keyof TenantIds>;

/** The database as one project sees it. Every call adds the tenant's filter and columns. */
export interface Tenant extends Handle<TenantTable, keyof TenantIds>, Together<Tenant> {}
