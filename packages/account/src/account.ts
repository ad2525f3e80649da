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

/** The account: its keys, its webhooks, who changed what, its limits, and the server's health. */
export interface Account {
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
