import type { InferInsertModel, InferSelectModel, SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";

export interface TenantIds {
  readonly organizationId: string;
  readonly projectId: string;
}

/** A table whose rows belong to a project. */
export type TenantTable = PgTable & { readonly organizationId: AnyPgColumn; readonly projectId: AnyPgColumn };

export type Row<T extends TenantTable> = InferSelectModel<T>;
/** A row to insert, without the tenant: that comes from the handle. */
export type NewRow<T extends TenantTable> = Omit<InferInsertModel<T>, keyof TenantIds>;
export type Rows<T extends TenantTable> = NewRow<T> | readonly NewRow<T>[];
/** Columns to set; a value may be an SQL expression. */
export type Changes<T extends TenantTable> = {
  readonly [K in keyof NewRow<T>]?: NewRow<T>[K] | SQL | undefined;
};

export interface SelectOptions {
  readonly where?: SQL | undefined;
  /** Rows made of each row, such as `jsonb_each_text(…) as part`; a row of which none are made is kept. */
  readonly lateral?: SQL | undefined;
  readonly groupBy?: readonly (SQL | AnyPgColumn)[] | undefined;
  readonly having?: SQL | undefined;
  readonly orderBy?: readonly (SQL | AnyPgColumn | SQL.Aliased)[] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** `"wait"`: `for update`; `"skip"`: `for update skip locked`. Only within a transaction. */
  readonly lock?: "wait" | "skip" | undefined;
}

/** The database as one project sees it. Every call adds the tenant's filter and columns. */
export interface Tenant {
  readonly ids: TenantIds;
  select<T extends TenantTable>(table: T, options?: SelectOptions): Promise<Row<T>[]>;
  /** The one row that fits, or undefined. */
  first<T extends TenantTable>(table: T, where?: SQL): Promise<Row<T> | undefined>;
  /** Chosen columns and expressions: sums, groups, counts. */
  pick<F extends SelectedFields>(
    table: TenantTable,
    fields: F,
    options?: SelectOptions,
  ): Promise<SelectResultFields<F>[]>;
  count(table: TenantTable, where?: SQL): Promise<number>;
  /** Returns what was inserted; with `onConflict: "ignore"`, rows that were there are left out. */
  insert<T extends TenantTable>(
    table: T,
    rows: Rows<T>,
    options?: { readonly onConflict?: "ignore" },
  ): Promise<Row<T>[]>;
  upsert<T extends TenantTable>(
    table: T,
    rows: Rows<T>,
    options: { readonly target: AnyPgColumn | AnyPgColumn[]; readonly set: Changes<T> },
  ): Promise<Row<T>[]>;
  /** Returns the rows as they are now. */
  update<T extends TenantTable>(table: T, changes: Changes<T>, where?: SQL): Promise<Row<T>[]>;
  /** Returns the rows that are gone. */
  remove<T extends TenantTable>(table: T, where?: SQL): Promise<Row<T>[]>;
  /** Everything in `work` or nothing. It may run more than once, so it must touch only the database. */
  transaction<T>(work: (tx: Tenant) => Promise<T>): Promise<T>;
  /** Everything `work` reads is of one moment, however long it takes; it cannot write. It holds a connection. */
  snapshot<T>(work: (tx: Tenant) => Promise<T>): Promise<T>;
}
