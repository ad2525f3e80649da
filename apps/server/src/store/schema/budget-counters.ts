import { numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { budgets } from "./budgets.ts";
import { moment } from "./columns.ts";

/** What was spent of a budget in one window; written by who holds the budget's row. Rolling windows have none. */
export const budgetCounters = pgTable(
  "budget_counters",
  {
    budgetId: text("budget_id")
      .notNull()
      .references(() => budgets.id, { onDelete: "cascade" }),
    windowStart: moment("window_start").notNull(),
    spent: numeric("spent", { precision: 40, scale: 10 }).notNull(),
    /** When it was last worked out from the ledger as a whole. */
    countedAt: moment("counted_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.budgetId, table.windowStart] })],
);
