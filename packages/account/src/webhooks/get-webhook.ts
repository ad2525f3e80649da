import { type Action, defineAction } from "@platform/core";
import { webhook, webhookIdParams } from "./schemas.ts";
import type { Webhook } from "./webhook.ts";

/** Which webhook. */
export interface GetWebhookParams {
  /** `whk_…` */
  webhookId: string;
}

/**
 * Reads a webhook, without its secrets.
 *
 * @throws {NotFoundError} `webhook_not_found`.
 * @example
 * const { enabled, disabledReason } = await getWebhook(client, { webhookId: hook.id });
 */
export const getWebhook: Action<GetWebhookParams, Webhook> = /* @__PURE__ */ defineAction({
  name: "getWebhook",
  route: "GET /v1/webhooks/{webhookId}",
  params: webhookIdParams,
  result: webhook,
  scope: "account:read",
  errors: ["webhook_not_found"],
});
