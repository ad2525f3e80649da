import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { moment, owner } from "./columns.ts";

/** Who did what. A trigger refuses to change or delete a row. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: text("id").primaryKey(),
    ...owner(),
    operation: text("operation").notNull(),
    outcome: text("outcome", { enum: ["done", "refused"] }).notNull(),
    code: text("code"),
    keyId: text("key_id").notNull(),
    /** Kept here, since a token's row goes when the token has ended. */
    keyPrefix: text("key_prefix").notNull(),
    /** Whose key it was. */
    memberId: text("member_id"),
    targetId: text("target_id"),
    changes: jsonb("changes").$type<Record<string, unknown>>().notNull(),
    requestId: text("request_id").notNull(),
    occurredAt: moment("occurred_at").notNull().defaultNow(),
  },
  (table) => [
    index("audit_events_project").on(table.organizationId, table.projectId, table.id),
    index("audit_events_organization").on(table.organizationId, table.id),
    index("audit_events_target").on(table.projectId, table.targetId),
  ],
);
