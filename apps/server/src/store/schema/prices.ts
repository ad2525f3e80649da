import { jsonb, numeric, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

const amount = (name: string) => numeric(name, { precision: 30, scale: 15 });

/** Every field is told, as exact decimals. */
export interface StoredTier {
  readonly upTo: string | null;
  readonly amount: string;
  readonly per: string;
  readonly flat: string;
}

/** What a unit costs from a moment on, as the project said. The prices that ship are in `costops/prices/catalogue`. */
export const prices = pgTable(
  "prices",
  {
    id: text("id").primaryKey(),
    ...owner(),
    provider: text("provider").notNull(),
    /** `*` for every model of the provider without a price of its own. */
    model: text("model").notNull(),
    unit: text("unit").notNull(),
    /** `amount` buys `per` units. Null when tiers or another price tell it. */
    amount: amount("amount"),
    per: numeric("per", { precision: 30, scale: 0 }).notNull(),
    tiers: jsonb("tiers").$type<readonly StoredTier[]>().notNull().default([]),
    tierMode: text("tier_mode").$type<"volume" | "graduated">(),
    tierUnit: text("tier_unit"),
    included: amount("included").notNull().default("0"),
    minimum: amount("minimum").notNull().default("0"),
    /** The unit whose price this one is `relativeFactor` of. */
    relativeUnit: text("relative_unit"),
    relativeFactor: amount("relative_factor"),
    currency: text("currency").notNull(),
    effectiveFrom: moment("effective_from").notNull(),
    /** The end it was given; the beginning of a later version ends it too, and is not written here. */
    effectiveTo: moment("effective_to"),
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
