import { index, integer, numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { budgets } from "./budgets.ts";
import { createdAt, moment, owner } from "./columns.ts";

/** Told once a budget, threshold and window. */
export const budgetAlerts = pgTable(
  "budget_alerts",
  {
    id: text("id").primaryKey(),
    ...owner(),
    budgetId: text("budget_id")
      .notNull()
      .references(() => budgets.id, { onDelete: "cascade" }),
    /** Of the limit; 0 for the projection. */
    percent: integer("percent").notNull(),
    amount: numeric("amount", { precision: 40, scale: 10 }).notNull(),
    limit: numeric("limit", { precision: 30, scale: 10 }).notNull(),
    currency: text("currency").notNull(),
    windowStart: moment("window_start").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("budget_alerts_once").on(table.budgetId, table.windowStart, table.percent),
    index("budget_alerts_project").on(table.organizationId, table.projectId, table.id),
  ],
);
