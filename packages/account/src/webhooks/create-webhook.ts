import { type Action, defineAction } from "@platform/core";
import { createdWebhook, createWebhookParams } from "./schemas.ts";
import type { CreatedWebhook } from "./webhook.ts";

/** Where to post, and what. */
export interface CreateWebhookParams {
  /** `https://…`, to a public address; no user or password in it; port 80, 443 or from 1024 on. */
  url: string;
  /** 1 to 50 types of `listEventTypes`, or `["*"]` for every one of the project, also those to come. */
  eventTypes: string[];
  /** Up to 255 characters. */
  description?: string | undefined;
}

/**
 * Has events of the project posted to an address, signed by the Standard Webhooks convention.
 *
 * @throws {ValidationError} `webhook_url_refused` for an address that is private, or not `https://`.
 * @throws {ValidationError} `event_type_unknown`.
 * @throws {PermissionError} `scope_missing` for events of projects and members without the scope `organization:read`.
 * @example
 * const { secret } = await createWebhook(client, {
 *   url: "https://example.com/hooks",
 *   eventTypes: ["api_key.created"],
 * });
 */
export const createWebhook: Action<CreateWebhookParams, CreatedWebhook> = /* @__PURE__ */ defineAction({
  name: "createWebhook",
  route: "POST /v1/webhooks",
  params: createWebhookParams,
  result: createdWebhook,
  scope: "account:write",
  errors: ["webhook_url_refused", "event_type_unknown"],
});
