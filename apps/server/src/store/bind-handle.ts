import { type InferSelectModel, type SQL, count } from "drizzle-orm";
import type { PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import { buildSelect } from "./build-select.ts";
import type { Database } from "./database.ts";
import type { ChangesOf, Handle, RowsOf, SelectOptions, Together } from "./handle-types.ts";
import { transaction } from "./transaction.ts";

/** Whose rows a handle reaches: the columns it writes, and the filter it adds to every call. */
export interface Owner<Table extends PgTable, Own extends string> {
  readonly ids: { readonly [K in Own]: string };
  /** Never undefined, so that no call is without it. */
  readonly mine: (table: Table, where: SQL | undefined) => SQL;
}

/** A handle whose every call is bound to its owner. `tenant` and `organization` make them, nobody else. */
export function bindHandle<Table extends PgTable, Own extends string>(
  db: Database,
  { ids, mine }: Owner<Table, Own>,
): Handle<Table, Own> {
  const query = (table: Table, fields: SelectedFields | undefined, options: SelectOptions) =>
    buildSelect(db, table, fields, options, mine(table, options.where));
  const owned = (rows: object | readonly object[]) =>
    (Array.isArray(rows) ? rows : [rows]).map((row: object) => ({ ...row, ...ids }));

  return {
    ids,
    async select<T extends Table>(table: T, options: SelectOptions = {}) {
      return (await query(table, undefined, options)) as InferSelectModel<T>[];
    },
    async first<T extends Table>(table: T, where?: SQL) {
      const [row] = await query(table, undefined, { where, limit: 1 });
      return row as InferSelectModel<T> | undefined;
    },
    async pick<F extends SelectedFields>(table: Table, fields: F, options: SelectOptions = {}) {
      return (await query(table, fields, options)) as SelectResultFields<F>[];
    },
    async count(table, where) {
      const [row] = await db
        .select({ n: count() })
        .from(table as PgTable)
        .where(mine(table, where));
      return row?.n ?? 0;
    },
    async insert<T extends Table>(table: T, rows: RowsOf<T, Own>, options: { onConflict?: "ignore" } = {}) {
      const list = owned(rows);
      if (list.length === 0) return [];
      const insert = db.insert(table as PgTable).values(list);
      const done = options.onConflict === "ignore" ? insert.onConflictDoNothing() : insert;
      return (await done.returning()) as InferSelectModel<T>[];
    },
    async upsert<T extends Table>(table: T, rows: RowsOf<T, Own>, options: UpsertOptions<T, Own>) {
      const list = owned(rows);
      if (list.length === 0) return [];
      const done = db
        .insert(table as PgTable)
        .values(list)
        // A row that somebody else owns is left alone, and is not returned.
        .onConflictDoUpdate({ target: options.target, set: options.set, setWhere: mine(table, undefined) });
      return (await done.returning()) as InferSelectModel<T>[];
    },
    async update<T extends Table>(table: T, changes: ChangesOf<T, Own>, where?: SQL) {
      // A row cannot be given to somebody else.
      const done = db
        .update(table as PgTable)
        .set({ ...changes, ...ids })
        .where(mine(table, where));
      return (await done.returning()) as InferSelectModel<T>[];
    },
    async remove<T extends Table>(table: T, where?: SQL) {
      return (await db
        .delete(table as PgTable)
        .where(mine(table, where))
        .returning()) as InferSelectModel<T>[];
    },
  };
}

/** The same handle on transactions of the database. */
export const together = <H>(db: Database, on: (tx: Database) => H): Together<H> => ({
  transaction: (work) => transaction(db, (tx) => work(on(tx))),
  snapshot: (work) =>
    db.transaction((tx) => work(on(tx)), { isolationLevel: "repeatable read", accessMode: "read only" }),
});

type UpsertOptions<T extends PgTable, Own extends string> = Parameters<Handle<T, Own>["upsert"]>[2] & {
  set: ChangesOf<T, Own>;
};
