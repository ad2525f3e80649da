import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
import { getHealth, type GetHealthParams, type Health } from "./health/get-health.ts";
import type { ApiKey, CreatedApiKey } from "./keys/api-key.ts";
import { createApiKey, type CreateApiKeyParams } from "./keys/create-api-key.ts";
import { deleteApiKey, type DeleteApiKeyParams } from "./keys/delete-api-key.ts";
import { listApiKeys, type ListApiKeysParams } from "./keys/list-api-keys.ts";
import { createTicket, type CreateTicketParams, type Ticket } from "./tickets/create-ticket.ts";
import { createToken, type CreateTokenParams, type Token } from "./tokens/create-token.ts";

/** The account: its keys, and the server's health. */
export interface Account {
  readonly keys: {
    /** {@link createApiKey} */
    readonly create: Bound<CreateApiKeyParams, CreatedApiKey>;
    /** {@link listApiKeys} */
    readonly list: BoundList<ListApiKeysParams, ApiKey>;
    /** {@link deleteApiKey} */
    readonly delete: Bound<DeleteApiKeyParams, ApiKey>;
  };
  readonly tickets: {
    /** {@link createTicket} */
    readonly create: Bound<CreateTicketParams, Ticket>;
  };
  readonly tokens: {
    /** {@link createToken} */
    readonly create: Bound<CreateTokenParams, Token>;
  };
  /** {@link getHealth} */
  readonly health: Bound<GetHealthParams, Health>;
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { keys, health } = account(client);
 */
export function account(clientOrOptions?: Client | ClientOptions): Account {
  const client = toClient(clientOrOptions);
  return {
    keys: {
      create: bind(client, createApiKey),
      list: bind(client, listApiKeys),
      delete: bind(client, deleteApiKey),
    },
    tickets: { create: bind(client, createTicket) },
    tokens: { create: bind(client, createToken) },
    health: bind(client, getHealth),
  };
}
