import { bigint, boolean, index, jsonb, numeric, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { moment, owner } from "./columns.ts";

/**
 * The ledger summed by quarters of an hour. Written only by the triggers on `usage_events`, in the transaction of the
 * events, so that no writer can forget it. Sums are over all slots; those that are 0 may stay as rows.
 */
export const usageRollups = pgTable(
  "usage_rollups",
  {
    ...owner(),
    /** When the quarter of an hour begins, in UTC: every zone of today is some of them away from it. */
    bucket: moment("bucket").notNull(),
    operation: text("operation").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    apiKeyId: text("api_key_id"),
    userId: text("user_id"),
    currency: text("currency").notNull(),
    /** Whether the cost of its events is known. */
    priced: boolean("priced").notNull(),
    /** Spreads connections that write the same sums over several rows, so that they do not wait for each other. */
    slot: smallint("slot").notNull(),
    cost: numeric("cost").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    durationMs: bigint("duration_ms", { mode: "number" }).notNull(),
    /** Amount by unit, as exact numbers. */
    units: jsonb("units").$type<Record<string, number>>().notNull(),
  },
  (table) => [
    unique("usage_rollups_sum")
      .on(
        table.projectId,
        table.bucket,
        table.operation,
        table.provider,
        table.model,
        table.apiKeyId,
        table.userId,
        table.currency,
        table.priced,
        table.slot,
      )
      .nullsNotDistinct(),
    index("usage_rollups_organization").on(table.organizationId, table.bucket),
  ],
);
