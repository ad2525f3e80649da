import * as actions from "@platform/account";
import { serve } from "../http/serve.ts";
import { createApiKey } from "./create-api-key.ts";
import { createTicket } from "./create-ticket.ts";
import { createToken } from "./create-token.ts";
import { deleteApiKey } from "./delete-api-key.ts";
import { getHealth } from "./get-health.ts";
import { listApiKeys } from "./list-api-keys.ts";

/** The account as the server serves it. */
export const accountOperations = [
  serve(actions.createApiKey, createApiKey, { effect: "database", shownOnce: true }),
  serve(actions.listApiKeys, listApiKeys, { effect: "database" }),
  serve(actions.deleteApiKey, deleteApiKey, { effect: "database" }),
  serve(actions.createTicket, createTicket, { effect: "database", shownOnce: true }),
  serve(actions.createToken, createToken, { effect: "database", shownOnce: true }),
  serve(actions.getHealth, getHealth, { metered: false }),
];
