import type { Database } from "./database.ts";
import type { Tenant } from "./tenant-types.ts";

const databases = new WeakMap<Tenant, Database>();

/** Called by `tenant` for each handle it makes. */
export function remember(handle: Tenant, db: Database): void {
  databases.set(handle, db);
}

/**
 * The database or transaction behind a tenant's handle: for an engine that writes tables of its own in the same
 * transaction. Never for the platform's tables, which are reached through the handle alone.
 */
export function databaseBehind(handle: Tenant): Database {
  const db = databases.get(handle);
  if (db === undefined) throw new TypeError("This handle was not made by `tenant`.");
  return db;
}
