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
export { createMember, type CreateMemberParams } from "./members/create-member.ts";
export { deleteMember, type DeleteMemberParams } from "./members/delete-member.ts";
export { getMember, type GetMemberParams } from "./members/get-member.ts";
export { listMembers, type ListMembersParams } from "./members/list-members.ts";
export type { Member, MemberRole } from "./members/member.ts";
export { updateMember, type UpdateMemberParams } from "./members/update-member.ts";
export { getOrganization, type GetOrganizationParams } from "./organization/get-organization.ts";
export type { Organization } from "./organization/organization.ts";
export { updateOrganization, type UpdateOrganizationParams } from "./organization/update-organization.ts";
export { archiveProject, type ArchiveProjectParams } from "./projects/archive-project.ts";
export { createProject, type CreateProjectParams } from "./projects/create-project.ts";
export { getProject, type GetProjectParams } from "./projects/get-project.ts";
export { listProjects, type ListProjectsParams } from "./projects/list-projects.ts";
export type { Project } from "./projects/project.ts";
export { updateProject, type UpdateProjectParams } from "./projects/update-project.ts";
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
