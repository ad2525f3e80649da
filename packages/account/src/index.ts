export { account, type Account } from "./account.ts";
export type { AuditEvent, AuditOutcome } from "./audit/audit-event.ts";
export { listAuditEvents, type ListAuditEventsParams } from "./audit/list-audit-events.ts";
export type {
  Delivery,
  DeliveryAttempt,
  DeliveryDetail,
  DeliveryError,
  DeliveryStatus,
} from "./deliveries/delivery.ts";
export { getDelivery, type GetDeliveryParams } from "./deliveries/get-delivery.ts";
export { listDeliveries, type ListDeliveriesParams } from "./deliveries/list-deliveries.ts";
export { redeliver, type RedeliverParams } from "./deliveries/redeliver.ts";
export { type EngineHealth, getHealth, type GetHealthParams, type Health } from "./health/get-health.ts";
export {
  type DatabaseState,
  getReadiness,
  type GetReadinessParams,
  type Readiness,
} from "./health/get-readiness.ts";
export {
  type DomainState,
  getInfo,
  type GetInfoParams,
  type Info,
  type Named,
  type OwnKey,
} from "./info/get-info.ts";
export type { ApiKey, CreatedApiKey } from "./keys/api-key.ts";
export { createApiKey, type CreateApiKeyParams } from "./keys/create-api-key.ts";
export { deleteApiKey, type DeleteApiKeyParams } from "./keys/delete-api-key.ts";
export { getApiKey, type GetApiKeyParams } from "./keys/get-api-key.ts";
export { listApiKeys, type ListApiKeysParams } from "./keys/list-api-keys.ts";
export { rotateApiKey, type RotateApiKeyParams } from "./keys/rotate-api-key.ts";
export { updateApiKey, type UpdateApiKeyParams } from "./keys/update-api-key.ts";
export { getLimits, type GetLimitsParams } from "./limits/get-limits.ts";
export type { Limits, OperationLimits, RateLimit, ServerLimits } from "./limits/limits.ts";
export { updateLimits, type UpdateLimitsParams } from "./limits/update-limits.ts";
export { createTicket, type CreateTicketParams, type Ticket } from "./tickets/create-ticket.ts";
export { createToken, type CreateTokenParams, type Token } from "./tokens/create-token.ts";
export { verifyWebhook, type VerifyWebhookOptions, type WebhookEvent } from "./verify/verify-webhook.ts";
export { type WebhookFault, WebhookVerificationError } from "./verify/webhook-verification-error.ts";
export { createWebhook, type CreateWebhookParams } from "./webhooks/create-webhook.ts";
export { deleteWebhook, type DeleteWebhookParams } from "./webhooks/delete-webhook.ts";
export { getWebhook, type GetWebhookParams } from "./webhooks/get-webhook.ts";
export { type EventType, listEventTypes, type ListEventTypesParams } from "./webhooks/list-event-types.ts";
export { listWebhooks, type ListWebhooksParams } from "./webhooks/list-webhooks.ts";
export { rotateWebhookSecret, type RotateWebhookSecretParams } from "./webhooks/rotate-webhook-secret.ts";
export { sendTestEvent, type SendTestEventParams } from "./webhooks/send-test-event.ts";
export { updateWebhook, type UpdateWebhookParams } from "./webhooks/update-webhook.ts";
export type { CreatedWebhook, Webhook, WebhookDisabledReason } from "./webhooks/webhook.ts";
