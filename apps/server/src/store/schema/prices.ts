import { index, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns.ts";

/** What a unit costs, and when that holds. Without an organization: shipped with the server. */
export const prices = pgTable(
  "prices",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id"),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    /** Operations the price is for, `*` standing for anything; null for all. */
    operation: text("operation"),
    unit: text("unit").notNull(),
    /** `amount` buys `per` units. */
    amount: numeric("amount", { precision: 30, scale: 15 }).notNull(),
    per: numeric("per", { precision: 30, scale: 10 }).notNull().default("1"),
    currency: text("currency").notNull(),
    effectiveFrom: moment("effective_from").notNull(),
    effectiveTo: moment("effective_to"),
    createdAt: createdAt(),
  },
  (table) => [index("prices_lookup").on(table.provider, table.model, table.unit, table.effectiveFrom)],
);
