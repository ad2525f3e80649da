import type { Database } from "../store/database.ts";
import { newId } from "../store/new-id.ts";
import { apiKeys } from "../store/schema/index.ts";
import type { TenantIds } from "../store/tenant-types.ts";
import { hashKey, keyPrefix, makeKeyText } from "./key-text.ts";

export interface NewKey extends TenantIds {
  readonly name: string;
  /** `domain:verb`; `*` stands for anything: `["sandbox:*"]`, `["*"]`. */
  readonly scopes: readonly string[];
  /** Whose it is. Absent: nobody's. */
  readonly memberId?: string | null | undefined;
  /** Absent: it does not expire. */
  readonly expiresAt?: Date | undefined;
  /** The key itself, when it was chosen beforehand. */
  readonly key?: string | undefined;
}

export type KeyRow = typeof apiKeys.$inferSelect;

/** Makes a key. Its text is returned here and nowhere else: only its hash is kept. */
export async function createKey(db: Database, wanted: NewKey): Promise<{ key: string; row: KeyRow }> {
  const key = wanted.key ?? makeKeyText();
  const [row] = await db
    .insert(apiKeys)
    .values({
      id: newId("key"),
      organizationId: wanted.organizationId,
      projectId: wanted.projectId,
      memberId: wanted.memberId ?? null,
      name: wanted.name,
      hash: hashKey(key),
      prefix: keyPrefix(key),
      scopes: [...wanted.scopes],
      expiresAt: wanted.expiresAt ?? null,
    })
    .returning();
  if (row === undefined) throw new Error("The key was not stored.");
  return { key, row };
}
