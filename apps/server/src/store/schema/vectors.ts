import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, float32, moment, owner } from "./columns.ts";

export const vectorIndexes = pgTable(
  "vector_indexes",
  {
    id: text("id").primaryKey(),
    ...owner(),
    name: text("name").notNull(),
    dimension: integer("dimension").notNull(),
    metric: text("metric", { enum: ["cosine", "euclidean", "dot_product"] }).notNull(),
    /** The model that embeds texts for this index; null when it takes vectors only. */
    model: text("model"),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull().default({}),
    /** Counts the writes, so that a search index can tell what it lacks. Raised under the row's lock. */
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("vector_indexes_name").on(table.organizationId, table.projectId, table.name)],
);

/** The vectors themselves. Search indexes are derived from these rows and may be rebuilt from them. */
export const vectors = pgTable(
  "vectors",
  {
    ...owner(),
    indexId: text("index_id")
      .notNull()
      .references(() => vectorIndexes.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    values: float32("values").notNull(),
    metadata: jsonb("metadata")
      .$type<Record<string, string | number | boolean | readonly string[]>>()
      .notNull()
      .default({}),
    text: text("text"),
    /** The index's revision when this row was last written. */
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.indexId, table.id] }),
    index("vectors_project").on(table.organizationId, table.projectId),
    // What was written after a revision, page by page.
    index("vectors_revision").on(table.indexId, table.revision, table.id),
  ],
);
