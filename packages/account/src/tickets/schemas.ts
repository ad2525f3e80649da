import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { scopes } from "../scopes.ts";
import type { CreateTicketParams, Ticket } from "./create-ticket.ts";

export const createTicketParams: Wire<CreateTicketParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ scopes: scopes() }),
);

export const ticket: Wire<Ticket> = /* @__PURE__ */ wire(() =>
  v.object({ ticket: v.string(), expiresAt: v.timestamp() }),
);
