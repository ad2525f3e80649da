import { boolean, index, integer, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** Limits on spending. Whoever reserves against one, or charges it, holds its row. */
export const budgets = pgTable(
  "budgets",
  {
    id: text("id").primaryKey(),
    /** The project it was made in; it looks at that one alone unless `organizationWide`. */
    ...owner(),
    name: text("name").notNull(),
    limit: numeric("limit", { precision: 30, scale: 10 }).notNull(),
    currency: text("currency").notNull(),
    kind: text("kind", { enum: ["hard", "soft"] }).notNull(),
    window: text("window", {
      enum: ["daily", "weekly", "monthly", "yearly", "total", "rolling"],
    }).notNull(),
    /** Of a rolling window. */
    rollingHours: integer("rolling_hours"),
    timeZone: text("time_zone").notNull(),
    thresholds: integer("thresholds").array().notNull(),
    alertOnProjection: boolean("alert_on_projection").notNull(),
    organizationWide: boolean("organization_wide").notNull(),
    apiKeyId: text("api_key_id"),
    userId: text("user_id"),
    tagName: text("tag_name"),
    tagValue: text("tag_value"),
    runId: text("run_id"),
    /**
     * The sum of its reservations. Not by window: what was begun in one window may end in the next, so it is held
     * against whichever there is.
     */
    reserved: numeric("reserved", { precision: 40, scale: 10 }).notNull().default("0"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [index("budgets_organization").on(table.organizationId, table.projectId, table.id)],
);
