import { numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** What a unit costs from a moment on, as the project said. The prices that ship are in `costops/default-prices`. */
export const prices = pgTable(
  "prices",
  {
    id: text("id").primaryKey(),
    ...owner(),
    provider: text("provider").notNull(),
    /** `*` for every model of the provider without a price of its own. */
    model: text("model").notNull(),
    unit: text("unit").notNull(),
    /** `amount` buys `per` units. */
    amount: numeric("amount", { precision: 30, scale: 15 }).notNull(),
    per: numeric("per", { precision: 30, scale: 0 }).notNull(),
    currency: text("currency").notNull(),
    effectiveFrom: moment("effective_from").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("prices_beginning").on(
      table.projectId,
      table.provider,
      table.model,
      table.unit,
      table.effectiveFrom,
    ),
  ],
);
