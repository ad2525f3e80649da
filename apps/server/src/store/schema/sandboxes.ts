import { doublePrecision, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

export const sandboxes = pgTable(
  "sandboxes",
  {
    id: text("id").primaryKey(),
    ...owner(),
    /** The engine it lives in; null for rows from before there could be several. */
    instance: text("instance"),
    template: text("template").notNull(),
    size: text("size", { enum: ["small", "medium", "large", "xlarge"] }).notNull(),
    isolation: text("isolation").notNull(),
    /** The key it was made with; its seconds are charged to it. */
    apiKeyId: text("api_key_id").notNull(),
    status: text("status", { enum: ["running", "killed", "expired", "lost"] }).notNull(),
    memoryMb: integer("memory_mb").notNull(),
    cpus: doublePrecision("cpus").notNull(),
    pids: integer("pids").notNull(),
    diskMb: integer("disk_mb").notNull(),
    env: jsonb("env").$type<Record<string, string>>().notNull().default({}),
    labels: jsonb("labels").$type<Record<string, string>>().notNull().default({}),
    runId: text("run_id"),
    createdAt: createdAt(),
    /** When it is killed unless kept alive. */
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
    /** Until when its seconds are in the ledger. */
    meteredUntil: moment("metered_until"),
  },
  (table) => [
    index("sandboxes_project").on(table.organizationId, table.projectId, table.id),
    index("sandboxes_expiry").on(table.status, table.expiresAt),
  ],
);
