import type { InferInsertModel, InferSelectModel, SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";

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

/** A row to insert, without the columns that say whose it is: those come from the handle. */
export type NewRowOf<T extends PgTable, Own extends string> = Omit<InferInsertModel<T>, Own>;
export type RowsOf<T extends PgTable, Own extends string> = NewRowOf<T, Own> | readonly NewRowOf<T, Own>[];
/** Columns to set; a value may be an SQL expression. */
export type ChangesOf<T extends PgTable, Own extends string> = {
  readonly [K in keyof NewRowOf<T, Own>]?: NewRowOf<T, Own>[K] | SQL | undefined;
};

/** The database as its owner sees it. Every call adds the owner's filter, and the columns `Own` that say whose it is. */
export interface Handle<Table extends PgTable, Own extends string> {
  readonly ids: { readonly [K in Own]: string };
  select<T extends Table>(table: T, options?: SelectOptions): Promise<InferSelectModel<T>[]>;
  /** The one row that fits, or undefined. */
  first<T extends Table>(table: T, where?: SQL): Promise<InferSelectModel<T> | undefined>;
  /** Chosen columns and expressions: sums, groups, counts. */
  pick<F extends SelectedFields>(
    table: Table,
    fields: F,
    options?: SelectOptions,
  ): Promise<SelectResultFields<F>[]>;
  count(table: Table, where?: SQL): Promise<number>;
  /** Returns what was inserted; with `onConflict: "ignore"`, rows that were there are left out. */
  insert<T extends Table>(
    table: T,
    rows: RowsOf<T, Own>,
    options?: { readonly onConflict?: "ignore" },
  ): Promise<InferSelectModel<T>[]>;
  upsert<T extends Table>(
    table: T,
    rows: RowsOf<T, Own>,
    options: { readonly target: AnyPgColumn | AnyPgColumn[]; readonly set: ChangesOf<T, Own> },
  ): Promise<InferSelectModel<T>[]>;
  /** Returns the rows as they are now. */
  update<T extends Table>(table: T, changes: ChangesOf<T, Own>, where?: SQL): Promise<InferSelectModel<T>[]>;
  /** Returns the rows that are gone. */
  remove<T extends Table>(table: T, where?: SQL): Promise<InferSelectModel<T>[]>;
}

/** How several calls of a handle become one. */
export interface Together<H> {
  /** Everything in `work` or nothing. It may run more than once, so it must touch only the database. */
  transaction<T>(work: (tx: H) => Promise<T>): Promise<T>;
  /** Everything `work` reads is of one moment, however long it takes; it cannot write. It holds a connection. */
  snapshot<T>(work: (tx: H) => Promise<T>): Promise<T>;
}
