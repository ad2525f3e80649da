import { sql } from "drizzle-orm";
import { bigint, boolean, index, numeric, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { moment, owner } from "./columns.ts";

/**
 * The ledger summed twice: by quarters of an hour and by days. Written only by the triggers on `usage_events`, in the
 * transaction of the events, so that no writer can forget it. Sums are over all slots of one grain; those that are 0
 * may stay as rows.
 */
export const usageRollups = pgTable(
  "usage_rollups",
  {
    ...owner(),
    /** Quarters serve every zone there is today; days are of UTC, and a hundredth of the rows. */
    grain: text("grain", { enum: ["quarter", "day"] })
      .notNull()
      .default("quarter"),
    /** When the quarter of an hour or the day begins. */
    bucket: moment("bucket").notNull(),
    operation: text("operation").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    apiKeyId: text("api_key_id"),
    userId: text("user_id"),
    currency: text("currency").notNull(),
    /** Whether the cost of its events is known. */
    priced: boolean("priced").notNull(),
    /**
     * Spreads connections that write the same sums over several rows, so that they do not wait for each other. Once
     * the time is past, `foldRollups` puts them together in slot 0.
     */
    slot: smallint("slot").notNull(),
    /** Whose amount it is; of the row that holds cost, count and duration: `""`. */
    unit: text("unit").notNull().default(""),
    amount: numeric("amount").notNull().default("0"),
    cost: numeric("cost").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    durationMs: bigint("duration_ms", { mode: "number" }).notNull(),
  },
  (table) => [
    unique("usage_rollups_sum")
      .on(
        table.projectId,
        table.grain,
        table.bucket,
        table.operation,
        table.provider,
        table.model,
        table.apiKeyId,
        table.userId,
        table.currency,
        table.priced,
        table.unit,
        table.slot,
      )
      .nullsNotDistinct(),
    index("usage_rollups_organization").on(table.organizationId, table.grain, table.bucket),
    index("usage_rollups_unfolded")
      .on(table.bucket)
      .where(sql`slot <> 0`),
  ],
);
