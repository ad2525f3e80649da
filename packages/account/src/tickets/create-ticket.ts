import { type Action, defineAction } from "@platform/core";
import { createTicketParams, ticket } from "./schemas.ts";

/** What the ticket should allow. */
export interface CreateTicketParams {
  /** What it may do, as `domain:verb` or `domain:*`; no more than the key that makes it. */
  scopes: string[];
}

/** Opens one socket. */
export interface Ticket {
  /** The ticket, `tkt_…`. It is shown this once and kept only as a hash. */
  ticket: string;
  /** When it stops working, 30 seconds after it was made. */
  expiresAt: string;
}

/**
 * Makes a ticket that opens one socket within 30 seconds, so that no key travels where proxies may log it. It ends
 * with the key that made it, and its socket belongs to the run it was made in (`runId` of the client or the call).
 *
 * @throws {PermissionError} `scope_not_held` when a scope goes beyond the key that asks.
 * @example
 * const { ticket } = await createTicket(client, { scopes: ["sandbox:write"] });
 */
export const createTicket: Action<CreateTicketParams, Ticket> = /* @__PURE__ */ defineAction({
  name: "createTicket",
  route: "POST /v1/tickets",
  params: createTicketParams,
  result: ticket,
  scope: "account:write",
  errors: ["scope_not_held"],
});
