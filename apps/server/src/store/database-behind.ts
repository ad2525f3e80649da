import type { Database } from "./database.ts";

const databases = new WeakMap<object, Database>();

/** Called by `tenant` and `organization` for each handle they make. */
export function remember(handle: object, db: Database): void {
  databases.set(handle, db);
}

/**
 * The database or transaction behind a bound handle: for an engine that writes tables of its own in the same
 * transaction. Never for the platform's tables, which are reached through the handle alone.
 */
export function databaseBehind(handle: object): Database {
  const db = databases.get(handle);
  if (db === undefined)
    throw new TypeError("This handle was made neither by `tenant` nor by `organization`.");
  return db;
}
