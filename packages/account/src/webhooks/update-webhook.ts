import { type Action, defineAction } from "@platform/core";
import { updateWebhookParams, webhook } from "./schemas.ts";
import type { Webhook } from "./webhook.ts";

/** What to change; what is left out stays. */
export interface UpdateWebhookParams {
  /** `whk_…` */
  webhookId: string;
  /** As in `createWebhook`. */
  url?: string | undefined;
  /** All of the new ones: they take the place of the old ones. */
  eventTypes?: string[] | undefined;
  /** Up to 255 characters; `null` removes it. */
  description?: string | null | undefined;
  /** `true` also forgets that it failed, and why it was disabled. */
  enabled?: boolean | undefined;
}

/**
 * Changes a webhook. Deliveries under way go where they were going; the next try goes to the new address.
 *
 * @throws {NotFoundError} `webhook_not_found`.
 * @throws {ValidationError} `webhook_url_refused`, `event_type_unknown`.
 * @throws {PermissionError} `scope_missing` as in `createWebhook`, also for another address of a webhook of such events.
 * @example
 * await updateWebhook(client, { webhookId: hook.id, enabled: true });
 */
export const updateWebhook: Action<UpdateWebhookParams, Webhook> = /* @__PURE__ */ defineAction({
  name: "updateWebhook",
  route: "PATCH /v1/webhooks/{webhookId}",
  params: updateWebhookParams,
  result: webhook,
  scope: "account:write",
  errors: ["webhook_not_found", "webhook_url_refused", "event_type_unknown"],
});
