import { and, eq, gt, sql } from "drizzle-orm";
import { firstBeyond } from "../http/request/check-scope.ts";
import type { Database } from "../store/database.ts";
import { apiKeys, tickets } from "../store/schema/index.ts";
import type { KeyRow } from "./create-key.ts";
import { isInForce } from "./key-finder.ts";
import { hashKey, isKeyText } from "./key-text.ts";

/** Uses a ticket up: the key that made it, with the ticket's scopes, and its run, if both are in force. */
export async function redeemTicket(
  db: Database,
  text: string,
): Promise<{ readonly key: KeyRow; readonly runId: string | null } | undefined> {
  if (!isKeyText(text)) return undefined;
  const inTime = and(eq(tickets.hash, hashKey(text)), gt(tickets.expiresAt, sql`now()`));
  const [ticket] = await db.delete(tickets).where(inTime).returning();
  if (ticket === undefined) return undefined;
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, ticket.apiKeyId));
  if (key === undefined || !isInForce(key)) return undefined;
  // The key may have been narrowed meanwhile.
  const scopes = ticket.scopes.filter((scope) => firstBeyond(key.scopes, [scope]) < 0);
  return { key: { ...key, scopes }, runId: ticket.runId };
}
