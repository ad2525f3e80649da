import { sqlState } from "../../store/transaction.ts";
import { HttpError } from "./http-error.ts";

const full =
  "The disk of the data is full but for a reserve of 64 MiB. Nothing was changed. Free some space and try again.";
const readOnly = "The data cannot be written now. Nothing was changed. Make it writable and try again.";
const away = "The database does not answer. Try again shortly.";
const busy = "The database has no room for more work. Try again shortly.";

/** By PostgreSQL's code, its class, or the system's code. What is not here is a fault of ours. */
const known: Readonly<Record<string, readonly [code: string, message: string]>> = {
  "53100": ["storage_full", full],
  ENOSPC: ["storage_full", full],
  EDQUOT: ["storage_full", full],
  "25006": ["storage_read_only", readOnly],
  EROFS: ["storage_read_only", readOnly],
  "53": ["database_busy", busy],
  "08": ["database_unavailable", away],
  "57P01": ["database_unavailable", away],
  "57P02": ["database_unavailable", away],
  "57P03": ["database_unavailable", away],
  ECONNREFUSED: ["database_unavailable", away],
  ECONNRESET: ["database_unavailable", away],
  EPIPE: ["database_unavailable", away],
};

/** What the caller is told when the machine or the database fails, rather than the platform: a 503 to try again. */
export function databaseTrouble(error: unknown): HttpError | undefined {
  const state = sqlState(error) ?? (hasLostConnection(error) ? "08" : undefined);
  if (state === undefined) return undefined;
  const [code, message] = known[state] ?? known[state.slice(0, 2)] ?? [];
  return code === undefined || message === undefined ? undefined : new HttpError(503, code, message);
}

/** `pg` gives no code for a connection that ends under a statement, or has ended before it. */
const hasLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  (/^Connection terminated|is not queryable$/.test(error.message) || hasLostConnection(error.cause));
