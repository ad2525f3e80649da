import { index, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { budgets } from "./budgets.ts";
import { moment } from "./columns.ts";

/** What one operation may yet cost, set aside in each budget that applies. */
export const budgetReservations = pgTable(
  "budget_reservations",
  {
    /** The same for all budgets of one operation. */
    id: text("id").notNull(),
    budgetId: text("budget_id")
      .notNull()
      .references(() => budgets.id, { onDelete: "cascade" }),
    amount: numeric("amount", { precision: 30, scale: 10 }).notNull(),
    /** The row of the ledger that frees it, where that is written by something other than the request. */
    eventId: text("event_id"),
    /** Renewed while the operation runs; after it the amount is anybody's again. */
    leaseUntil: moment("lease_until").notNull(),
    /** The server process that runs it. */
    instance: text("instance").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.budgetId] }),
    index("budget_reservations_lease").on(table.budgetId, table.leaseUntil),
    index("budget_reservations_event").on(table.eventId),
  ],
);
