import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** Tickets that were not used yet. A ticket is used by removing its row, which only one can do. */
export const tickets = pgTable(
  "tickets",
  {
    /** SHA-256 of the ticket, in hex. */
    hash: text("hash").primaryKey(),
    ...owner(),
    /** The key that made it: when that ends, so does the ticket. */
    apiKeyId: text("api_key_id").notNull(),
    scopes: text("scopes").array().notNull(),
    /** The run of the request that made it, and so of the socket it opens: a browser sends no header there. */
    runId: text("run_id"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("tickets_expiry").on(table.expiresAt)],
);
