import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
import type { AuditEvent } from "./audit/audit-event.ts";
import { listAuditEvents, type ListAuditEventsParams } from "./audit/list-audit-events.ts";
import type { Delivery, DeliveryDetail } from "./deliveries/delivery.ts";
import { getDelivery, type GetDeliveryParams } from "./deliveries/get-delivery.ts";
import { listDeliveries, type ListDeliveriesParams } from "./deliveries/list-deliveries.ts";
import { redeliver, type RedeliverParams } from "./deliveries/redeliver.ts";
import { getHealth, type GetHealthParams, type Health } from "./health/get-health.ts";
import { getReadiness, type GetReadinessParams, type Readiness } from "./health/get-readiness.ts";
import { getInfo, type GetInfoParams, type Info } from "./info/get-info.ts";
import type { ApiKey, CreatedApiKey } from "./keys/api-key.ts";
import { createApiKey, type CreateApiKeyParams } from "./keys/create-api-key.ts";
import { deleteApiKey, type DeleteApiKeyParams } from "./keys/delete-api-key.ts";
import { getApiKey, type GetApiKeyParams } from "./keys/get-api-key.ts";
import { listApiKeys, type ListApiKeysParams } from "./keys/list-api-keys.ts";
import { rotateApiKey, type RotateApiKeyParams } from "./keys/rotate-api-key.ts";
import { updateApiKey, type UpdateApiKeyParams } from "./keys/update-api-key.ts";
import { getLimits, type GetLimitsParams } from "./limits/get-limits.ts";
import type { Limits } from "./limits/limits.ts";
import { updateLimits, type UpdateLimitsParams } from "./limits/update-limits.ts";
import { createMember, type CreateMemberParams } from "./members/create-member.ts";
import { deleteMember, type DeleteMemberParams } from "./members/delete-member.ts";
import { getMember, type GetMemberParams } from "./members/get-member.ts";
import { listMembers, type ListMembersParams } from "./members/list-members.ts";
import type { Member } from "./members/member.ts";
import { updateMember, type UpdateMemberParams } from "./members/update-member.ts";
import { getOrganization, type GetOrganizationParams } from "./organization/get-organization.ts";
import type { Organization } from "./organization/organization.ts";
import { updateOrganization, type UpdateOrganizationParams } from "./organization/update-organization.ts";
import { archiveProject, type ArchiveProjectParams } from "./projects/archive-project.ts";
import { createProject, type CreateProjectParams } from "./projects/create-project.ts";
import { getProject, type GetProjectParams } from "./projects/get-project.ts";
import { listProjects, type ListProjectsParams } from "./projects/list-projects.ts";
import type { Project } from "./projects/project.ts";
import { updateProject, type UpdateProjectParams } from "./projects/update-project.ts";
import { createTicket, type CreateTicketParams, type Ticket } from "./tickets/create-ticket.ts";
import { createToken, type CreateTokenParams, type Token } from "./tokens/create-token.ts";
import { createWebhook, type CreateWebhookParams } from "./webhooks/create-webhook.ts";
import { deleteWebhook, type DeleteWebhookParams } from "./webhooks/delete-webhook.ts";
import { getWebhook, type GetWebhookParams } from "./webhooks/get-webhook.ts";
import { type EventType, listEventTypes, type ListEventTypesParams } from "./webhooks/list-event-types.ts";
import { listWebhooks, type ListWebhooksParams } from "./webhooks/list-webhooks.ts";
import { rotateWebhookSecret, type RotateWebhookSecretParams } from "./webhooks/rotate-webhook-secret.ts";
import { sendTestEvent, type SendTestEventParams } from "./webhooks/send-test-event.ts";
import { updateWebhook, type UpdateWebhookParams } from "./webhooks/update-webhook.ts";
import type { CreatedWebhook, Webhook } from "./webhooks/webhook.ts";

/** The account: its organization, keys and limits, its webhooks, who changed what, and the server's health. */
export interface Account {
  readonly organization: {
    /** {@link getOrganization} */
    readonly get: Bound<GetOrganizationParams, Organization>;
    /** {@link updateOrganization} */
    readonly update: Bound<UpdateOrganizationParams, Organization>;
  };
  readonly projects: {
    /** {@link createProject} */
    readonly create: Bound<CreateProjectParams, Project>;
    /** {@link listProjects} */
    readonly list: BoundList<ListProjectsParams, Project>;
    /** {@link getProject} */
    readonly get: Bound<GetProjectParams, Project>;
    /** {@link updateProject} */
    readonly update: Bound<UpdateProjectParams, Project>;
    /** {@link archiveProject} */
    readonly archive: Bound<ArchiveProjectParams, Project>;
  };
  readonly members: {
    /** {@link createMember} */
    readonly create: Bound<CreateMemberParams, Member>;
    /** {@link listMembers} */
    readonly list: BoundList<ListMembersParams, Member>;
    /** {@link getMember} */
    readonly get: Bound<GetMemberParams, Member>;
    /** {@link updateMember} */
    readonly update: Bound<UpdateMemberParams, Member>;
    /** {@link deleteMember} */
    readonly delete: Bound<DeleteMemberParams, Member>;
  };
  readonly keys: {
    /** {@link createApiKey} */
    readonly create: Bound<CreateApiKeyParams, CreatedApiKey>;
    /** {@link listApiKeys} */
    readonly list: BoundList<ListApiKeysParams, ApiKey>;
    /** {@link getApiKey} */
    readonly get: Bound<GetApiKeyParams, ApiKey>;
    /** {@link updateApiKey} */
    readonly update: Bound<UpdateApiKeyParams, ApiKey>;
    /** {@link rotateApiKey} */
    readonly rotate: Bound<RotateApiKeyParams, CreatedApiKey>;
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
  readonly webhooks: {
    /** {@link createWebhook} */
    readonly create: Bound<CreateWebhookParams, CreatedWebhook>;
    /** {@link listWebhooks} */
    readonly list: BoundList<ListWebhooksParams, Webhook>;
    /** {@link getWebhook} */
    readonly get: Bound<GetWebhookParams, Webhook>;
    /** {@link updateWebhook} */
    readonly update: Bound<UpdateWebhookParams, Webhook>;
    /** {@link deleteWebhook} */
    readonly delete: Bound<DeleteWebhookParams, Webhook>;
    /** {@link rotateWebhookSecret} */
    readonly rotateSecret: Bound<RotateWebhookSecretParams, CreatedWebhook>;
    /** {@link sendTestEvent} */
    readonly test: Bound<SendTestEventParams, Delivery>;
    /** {@link listEventTypes} */
    readonly eventTypes: BoundList<ListEventTypesParams, EventType>;
  };
  readonly deliveries: {
    /** {@link listDeliveries} */
    readonly list: BoundList<ListDeliveriesParams, Delivery>;
    /** {@link getDelivery} */
    readonly get: Bound<GetDeliveryParams, DeliveryDetail>;
    /** {@link redeliver} */
    readonly redeliver: Bound<RedeliverParams, Delivery>;
  };
  readonly audit: {
    /** {@link listAuditEvents} */
    readonly list: BoundList<ListAuditEventsParams, AuditEvent>;
  };
  readonly limits: {
    /** {@link getLimits} */
    readonly get: Bound<GetLimitsParams, Limits>;
    /** {@link updateLimits} */
    readonly update: Bound<UpdateLimitsParams, Limits>;
  };
  /** {@link getHealth} */
  readonly health: Bound<GetHealthParams, Health>;
  /** {@link getReadiness} */
  readonly readiness: Bound<GetReadinessParams, Readiness>;
  /** {@link getInfo} */
  readonly info: Bound<GetInfoParams, Info>;
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
    organization: { get: bind(client, getOrganization), update: bind(client, updateOrganization) },
    projects: {
      create: bind(client, createProject),
      list: bind(client, listProjects),
      get: bind(client, getProject),
      update: bind(client, updateProject),
      archive: bind(client, archiveProject),
    },
    members: {
      create: bind(client, createMember),
      list: bind(client, listMembers),
      get: bind(client, getMember),
      update: bind(client, updateMember),
      delete: bind(client, deleteMember),
    },
    keys: {
      create: bind(client, createApiKey),
      list: bind(client, listApiKeys),
      get: bind(client, getApiKey),
      update: bind(client, updateApiKey),
      rotate: bind(client, rotateApiKey),
      delete: bind(client, deleteApiKey),
    },
    tickets: { create: bind(client, createTicket) },
    tokens: { create: bind(client, createToken) },
    webhooks: {
      create: bind(client, createWebhook),
      list: bind(client, listWebhooks),
      get: bind(client, getWebhook),
      update: bind(client, updateWebhook),
      delete: bind(client, deleteWebhook),
      rotateSecret: bind(client, rotateWebhookSecret),
      test: bind(client, sendTestEvent),
      eventTypes: bind(client, listEventTypes),
    },
    deliveries: {
      list: bind(client, listDeliveries),
      get: bind(client, getDelivery),
      redeliver: bind(client, redeliver),
    },
    audit: { list: bind(client, listAuditEvents) },
    limits: { get: bind(client, getLimits), update: bind(client, updateLimits) },
    health: bind(client, getHealth),
    readiness: bind(client, getReadiness),
    info: bind(client, getInfo),
  };
}
