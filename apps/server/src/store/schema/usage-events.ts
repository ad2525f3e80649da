import { index, integer, jsonb, numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** The ledger: one row for each operation that succeeded, priced when it happened. Triggers sum it into `usage_rollups`. */
export const usageEvents = pgTable(
  "usage_events",
  {
    id: text("id").primaryKey(),
    ...owner(),
    /** Names the event once and for all: the same event sent twice is counted once. */
    eventId: text("event_id").notNull(),
    operation: text("operation").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    /** Amount by unit, as exact decimals: `{ "inputTokens": "12" }`. */
    units: jsonb("units").$type<Record<string, string>>().notNull(),
    /** Null when a price was not known; never 0 in its place. */
    cost: numeric("cost", { precision: 30, scale: 10 }),
    currency: text("currency").notNull(),
    priceIds: text("price_ids").array().notNull(),
    /** When its cost was last changed by pricing it anew; null when it never was. */
    repricedAt: moment("repriced_at"),
    runId: text("run_id"),
    userId: text("user_id"),
    tags: jsonb("tags").$type<Record<string, string>>().notNull().default({}),
    /** Whatever else the submitter wants to keep with it; nothing is summed or filtered by it. */
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    apiKeyId: text("api_key_id"),
    startedAt: moment("started_at").notNull(),
    durationMs: integer("duration_ms"),
    occurredAt: moment("occurred_at").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("usage_events_event").on(table.projectId, table.eventId),
    index("usage_events_time").on(table.projectId, table.occurredAt, table.id),
    index("usage_events_organization").on(table.organizationId, table.occurredAt),
    index("usage_events_run").on(table.projectId, table.runId),
  ],
);
