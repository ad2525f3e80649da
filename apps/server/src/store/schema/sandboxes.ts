import { doublePrecision, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

export const sandboxes = pgTable(
  "sandboxes",
  {
    id: text("id").primaryKey(),
    ...owner(),
    template: text("template").notNull(),
    status: text("status", { enum: ["starting", "running", "killed", "failed"] }).notNull(),
    memoryMb: integer("memory_mb").notNull(),
    cpus: doublePrecision("cpus").notNull(),
    pids: integer("pids").notNull(),
    diskMb: integer("disk_mb").notNull(),
    env: jsonb("env").$type<Record<string, string>>().notNull().default({}),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull().default({}),
    runId: text("run_id"),
    createdAt: createdAt(),
    /** When it is killed unless kept alive. */
    expiresAt: moment("expires_at"),
    endedAt: moment("ended_at"),
    /** Until when its seconds are in the ledger. */
    meteredUntil: moment("metered_until"),
  },
  (table) => [
    index("sandboxes_project").on(table.organizationId, table.projectId, table.id),
    index("sandboxes_expiry").on(table.status, table.expiresAt),
  ],
);
