import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns.ts";

export const organizations = pgTable("organizations", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: createdAt(),
});

const organizationId = () =>
  text("organization_id")
    .notNull()
    .references(() => organizations.id, { onDelete: "cascade" });

export const projects = pgTable(
  "projects",
  {
    id: text("id").primaryKey(),
    organizationId: organizationId(),
    name: text("name").notNull(),
    createdAt: createdAt(),
    /** Since when nothing happens in it any more; its name is free. */
    archivedAt: moment("archived_at"),
  },
  (table) => [
    uniqueIndex("projects_name")
      .on(table.organizationId, table.name)
      .where(sql`${table.archivedAt} is null`),
    index("projects_organization").on(table.organizationId),
  ],
);

/** People in an organization's books. They act through keys that name them. */
export const members = pgTable(
  "members",
  {
    id: text("id").primaryKey(),
    organizationId: organizationId(),
    /** As it was written. */
    email: text("email").notNull(),
    /** In small letters: an address is one member's, however it is written. */
    emailKey: text("email_key").notNull(),
    name: text("name"),
    role: text("role", {
      enum: ["owner", "admin", "developer", "billing", "auditor", "viewer"],
    }).notNull(),
    /** The only projects it may use; null for all, also those to come. */
    projectIds: text("project_ids").array(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("members_email").on(table.organizationId, table.emailKey)],
);
