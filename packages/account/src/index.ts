export { account, type Account } from "./account.ts";
export { type EngineHealth, getHealth, type GetHealthParams, type Health } from "./health/get-health.ts";
export type { ApiKey, CreatedApiKey } from "./keys/api-key.ts";
export { createApiKey, type CreateApiKeyParams } from "./keys/create-api-key.ts";
export { deleteApiKey, type DeleteApiKeyParams } from "./keys/delete-api-key.ts";
export { listApiKeys, type ListApiKeysParams } from "./keys/list-api-keys.ts";
export { createTicket, type CreateTicketParams, type Ticket } from "./tickets/create-ticket.ts";
export { createToken, type CreateTokenParams, type Token } from "./tokens/create-token.ts";
