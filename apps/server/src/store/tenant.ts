import { type SQL, and, count, eq, sql } from "drizzle-orm";
import type { PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import { buildSelect } from "./build-select.ts";
import type { Database } from "./database.ts";
import { remember } from "./database-behind.ts";
import type { Changes, Row, Rows, SelectOptions, Tenant, TenantIds, TenantTable } from "./tenant-types.ts";
import { transaction } from "./transaction.ts";

export type { Tenant, TenantIds } from "./tenant-types.ts";

/** Binds the database to one project. What comes back cannot read or write another tenant's rows. */
export function tenant(db: Database, { organizationId, projectId }: TenantIds): Tenant {
  const ids: TenantIds = { organizationId, projectId };

  function mine(table: TenantTable, where: SQL | undefined): SQL {
    // Never undefined: two of the three parts are always there.
    return sql`${and(eq(table.organizationId, organizationId), eq(table.projectId, projectId), where)}`;
  }

  function query(table: TenantTable, fields: SelectedFields | undefined, options: SelectOptions) {
    return buildSelect(db, table, fields, options, mine(table, options.where));
  }

  const handle: Tenant = {
    ids,
    async select<T extends TenantTable>(table: T, options: SelectOptions = {}) {
      return (await query(table, undefined, options)) as Row<T>[];
    },
    async first<T extends TenantTable>(table: T, where?: SQL) {
      const [row] = await query(table, undefined, { where, limit: 1 });
      return row as Row<T> | undefined;
    },
    async pick<F extends SelectedFields>(table: TenantTable, fields: F, options: SelectOptions = {}) {
      return (await query(table, fields, options)) as SelectResultFields<F>[];
    },
    async count(table, where) {
      const [row] = await db
        .select({ n: count() })
        .from(table as PgTable)
        .where(mine(table, where));
      return row?.n ?? 0;
    },
    async insert<T extends TenantTable>(table: T, rows: Rows<T>, options: { onConflict?: "ignore" } = {}) {
      const list = (Array.isArray(rows) ? rows : [rows]).map((row: object) => ({ ...row, ...ids }));
      if (list.length === 0) return [];
      const insert = db.insert(table as PgTable).values(list);
      const done = options.onConflict === "ignore" ? insert.onConflictDoNothing() : insert;
      return (await done.returning()) as Row<T>[];
    },
    async upsert<T extends TenantTable>(table: T, rows: Rows<T>, options: UpsertOptions<T>) {
      const list = (Array.isArray(rows) ? rows : [rows]).map((row: object) => ({ ...row, ...ids }));
      if (list.length === 0) return [];
      const done = db
        .insert(table as PgTable)
        .values(list)
        // A row that another tenant owns is left alone, and is not returned.
        .onConflictDoUpdate({ target: options.target, set: options.set, setWhere: mine(table, undefined) });
      return (await done.returning()) as Row<T>[];
    },
    async update<T extends TenantTable>(table: T, changes: Changes<T>, where?: SQL) {
      // A row cannot be given to another tenant.
      const done = db
        .update(table as PgTable)
        .set({ ...changes, ...ids })
        .where(mine(table, where));
      return (await done.returning()) as Row<T>[];
    },
    async remove<T extends TenantTable>(table: T, where?: SQL) {
      return (await db
        .delete(table as PgTable)
        .where(mine(table, where))
        .returning()) as Row<T>[];
    },
    transaction: (work) => transaction(db, (tx) => work(tenant(tx, ids))),
    snapshot: (work) =>
      db.transaction((tx) => work(tenant(tx, ids)), {
        isolationLevel: "repeatable read",
        accessMode: "read only",
      }),
  };
  remember(handle, db);
  return handle;
}

type UpsertOptions<T extends TenantTable> = Parameters<Tenant["upsert"]>[2] & { set: Changes<T> };
