import { type Action, defineAction } from "@platform/core";
import type { GetWebhookParams } from "./get-webhook.ts";
import { webhook, webhookIdParams } from "./schemas.ts";
import type { Webhook } from "./webhook.ts";

/** Which webhook. */
export interface DeleteWebhookParams extends GetWebhookParams {}

/**
 * Deletes a webhook with its deliveries. One that is under way may still arrive.
 *
 * @throws {NotFoundError} `webhook_not_found`.
 * @example
 * await deleteWebhook(client, { webhookId: hook.id });
 */
export const deleteWebhook: Action<DeleteWebhookParams, Webhook> = /* @__PURE__ */ defineAction({
  name: "deleteWebhook",
  route: "DELETE /v1/webhooks/{webhookId}",
  params: webhookIdParams,
  result: webhook,
  scope: "account:write",
  errors: ["webhook_not_found"],
});
