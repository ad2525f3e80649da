import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../store/database.ts";
import { apiKeys, tickets } from "../store/schema/index.ts";
import type { KeyRow } from "./create-key.ts";
import { intersectScopes } from "./intersect-scopes.ts";
import { isInForce } from "./key-finder.ts";
import { hashKey, isKeyText } from "./key-text.ts";
import { readKey } from "./read-key.ts";

/** Uses a ticket up: the key that made it, with the ticket's scopes, and its run, if both are in force. */
export async function redeemTicket(
  db: Database,
  text: string,
): Promise<{ readonly key: KeyRow; readonly runId: string | null } | undefined> {
  if (!isKeyText(text)) return undefined;
  const inTime = and(eq(tickets.hash, hashKey(text)), gt(tickets.expiresAt, sql`now()`));
  const [ticket] = await db.delete(tickets).where(inTime).returning();
  if (ticket === undefined) return undefined;
  const key = await readKey(db, eq(apiKeys.id, ticket.apiKeyId));
  if (key === undefined || !isInForce(key)) return undefined;
  // The key, or its member's role, may have been narrowed meanwhile.
  return { key: { ...key, scopes: intersectScopes(ticket.scopes, key.scopes) }, runId: ticket.runId };
}
