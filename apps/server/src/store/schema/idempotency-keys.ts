import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** One row for each `Idempotency-Key` a project has used in the last day. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    ...owner(),
    key: text("key").notNull(),
    /** SHA-256 of method, path and canonical body. */
    fingerprint: text("fingerprint").notNull(),
    /** The usage event of this request; kept when another server takes it over. */
    eventId: text("event_id").notNull(),
    /** Null while the first request runs. */
    responseStatus: integer("response_status"),
    responseBody: text("response_body"),
    /** The server process that runs it, and until when it may be believed to live. */
    leaseOwner: text("lease_owner"),
    leaseExpiresAt: moment("lease_expires_at"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.key] }),
    index("idempotency_keys_expiry").on(table.expiresAt),
  ],
);
