import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** Keys are kept as hashes: what is stored here lets nobody in. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    ...owner(),
    /** Of a token: the key that made it. */
    parentId: text("parent_id"),
    /** Whose key it is, also of its tokens; null for nobody's. What it may do is what that member's role allows. */
    memberId: text("member_id"),
    name: text("name").notNull(),
    /** SHA-256 of the whole key, in hex. */
    hash: text("hash").notNull(),
    /** The first characters of the key, to recognise it by. */
    prefix: text("prefix").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    /** Written at most once a minute. */
    lastUsedAt: moment("last_used_at"),
    /** The key that a rotation made to take its place. */
    replacedBy: text("replaced_by"),
    /** Of a token, and of a key that took another's place: the key whose rate limit is its own too. */
    limitKeyId: text("limit_key_id"),
  },
  (table) => [
    uniqueIndex("api_keys_hash").on(table.hash),
    index("api_keys_project").on(table.organizationId, table.projectId),
    index("api_keys_parent").on(table.parentId),
    index("api_keys_member").on(table.memberId),
  ],
);
