import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Database } from "../store/database.ts";
import { apiKeys } from "../store/schema/index.ts";
import type { KeyRow } from "./create-key.ts";
import { hashKey, isKeyText } from "./key-text.ts";
import { readKey } from "./read-key.ts";

/** Finds the key behind a text, if it is in force. */
export type KeyFinder = (text: string) => Promise<KeyRow | undefined>;

/** Below a second, so that a revoked key, or one whose member may do less, stops within one. */
const rememberMs = 800;
const mostRemembered = 10_000;
const minute = 60_000;

export function createKeyFinder(db: Database, now: () => number = Date.now): KeyFinder {
  const remembered = new Map<string, { row: KeyRow; until: number }>();

  return async (text) => {
    if (!isKeyText(text)) return undefined;
    const hash = hashKey(text);
    const known = remembered.get(hash);
    if (known && known.until > now()) return inForce(known.row, now());
    // Taken before the question: the answer may be as old as the moment it was asked.
    const until = now() + rememberMs;
    const row = await readKey(db, eq(apiKeys.hash, hash));
    remembered.delete(hash);
    if (row === undefined) return undefined;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(hash, { row, until });
    const found = inForce(row, now());
    if (found) await markUsed(db, row, now());
    return found;
  };
}

/** Neither revoked nor past its time. */
export const isInForce = ({ revokedAt, expiresAt }: KeyRow, now: number = Date.now()): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt.getTime() > now);

const inForce = (row: KeyRow, now: number): KeyRow | undefined => (isInForce(row, now) ? row : undefined);

async function markUsed(db: Database, row: KeyRow, now: number): Promise<void> {
  const before = new Date(now - minute);
  if (row.lastUsedAt !== null && row.lastUsedAt > before) return;
  // The filter again: another server may have written it meanwhile.
  await db
    .update(apiKeys)
    .set({ lastUsedAt: new Date(now) })
    .where(and(eq(apiKeys.id, row.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
