import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment, owner } from "./columns.ts";

/** How fast requests may come, of a project or a key, and how many of them came. Without a row there is no limit. */
export const rateLimits = pgTable("rate_limits", {
  /** A project's id, or that of the first of a key's rotations: a successor goes on where the old key is. */
  id: text("id").primaryKey(),
  ...owner(),
  requestsPerMinute: integer("requests_per_minute").notNull(),
  /** Null: as many as in a minute. */
  burst: integer("burst"),
  /** When all that was used has come back: the theoretical arrival time of GCRA, all that it keeps. */
  fullAt: moment("full_at").notNull().defaultNow(),
  /** When webhooks were last told that it is reached. */
  toldAt: moment("told_at"),
});
