import { eq } from "drizzle-orm";
import { isInForce } from "../../keys/key-finder.ts";
import { readKey } from "../../keys/read-key.ts";
import { redeemTicket } from "../../keys/redeem-ticket.ts";
import { apiKeys } from "../../store/schema/index.ts";
import type { Deps } from "../deps.ts";
import { fail } from "../errors/http-error.ts";
import type { Principal } from "../operation.ts";
import { authenticate, nobody, toPrincipal } from "../request/authenticate.ts";
import { firstBeyond } from "../request/check-scope.ts";

/** What a client and this server speak over the connection. */
export const protocol = "platform.v1";

export interface Identified {
  readonly principal: Principal;
  /** Of the ticket, which says it where no header can. */
  readonly runId?: string | undefined;
  /** Whether the key, or the one behind the ticket, is still in force and has the scope. */
  readonly isAllowed: () => Promise<boolean>;
}

export const anyone: Identified = { principal: nobody, isAllowed: async () => true };

/** Who opens a socket that asks for a scope: by a ticket or a key among the subprotocols, else by a key among the headers. */
export async function identify(
  headers: Headers,
  { db, findKey }: Deps,
  scope: string | null,
): Promise<Identified> {
  const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
  const after = (prefix: string) => offered.find((name) => name.startsWith(prefix))?.slice(prefix.length);
  const ticket = after("platform.ticket.");
  if (ticket === undefined) {
    const key = after("platform.key.");
    const own = key === undefined ? headers : new Headers({ authorization: `Bearer ${key}` });
    return identified(await authenticate(own, findKey));
  }
  const redeemed = await redeemTicket(db, ticket);
  if (redeemed === undefined) {
    fail(401, "ticket_invalid", "The ticket is unknown, used or expired. Get a new one with createTicket.");
  }
  return { ...identified(toPrincipal(redeemed.key)), runId: redeemed.runId ?? undefined };

  function identified(principal: Principal): Identified {
    const isAllowed = async () => {
      const key = await readKey(db, eq(apiKeys.id, principal.apiKeyId));
      return key !== undefined && isInForce(key) && (scope === null || firstBeyond(key.scopes, [scope]) < 0);
    };
    return { principal, isAllowed };
  }
}
