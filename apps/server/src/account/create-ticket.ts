import type { CreateTicketParams, Ticket } from "@platform/account";
import type { Context } from "../http/operation.ts";
import { hashKey, makeKeyText } from "../keys/key-text.ts";
import { tickets } from "../store/schema/index.ts";
import { expectHeld } from "./expect-held.ts";

const lifeMs = 30_000;

/** Makes a ticket that opens one socket of the same run, and may do no more than the key that asks. */
export async function createTicket(
  { db, principal, runId }: Context,
  { scopes }: CreateTicketParams,
): Promise<Ticket> {
  expectHeld(principal, scopes);
  const ticket = makeKeyText("tkt");
  const expiresAt = new Date(Date.now() + lifeMs);
  await db.insert(tickets, {
    ...{ hash: hashKey(ticket), apiKeyId: principal.apiKeyId, scopes, expiresAt },
    runId: runId ?? null,
  });
  return { ticket, expiresAt: expiresAt.toISOString() };
}
