import { setTimeout as sleep } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm";
import type { Database } from "./database.ts";

/** PostgreSQL's code of an error, wherever it is wrapped. */
export function sqlState(error: unknown): string | undefined {
  const inner = error instanceof DrizzleQueryError ? error.cause : error;
  // A connection that could not be made fails once for each address it was tried at.
  if (inner instanceof AggregateError) return sqlState(inner.errors[0]);
  return inner instanceof Error && "code" in inner && typeof inner.code === "string" ? inner.code : undefined;
}

/** Serialization failure and deadlock: the same work succeeds when done again. */
const transient = new Set(["40001", "40P01"]);

/** Runs `work` in a transaction, again when it lost a race with another one. `work` must only touch the database. */
export async function transaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt >= 5 || !transient.has(sqlState(error) ?? "")) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
