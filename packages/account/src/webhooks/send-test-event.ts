import { type Action, defineAction } from "@platform/core";
import type { Delivery } from "../deliveries/delivery.ts";
import { delivery } from "../deliveries/schemas.ts";
import type { GetWebhookParams } from "./get-webhook.ts";
import { webhookIdParams } from "./schemas.ts";

/** Which webhook. */
export interface SendTestEventParams extends GetWebhookParams {}

/**
 * Posts an event of the type `webhook.test`, whatever types the webhook is told of. `getDelivery` says what came of it.
 *
 * @throws {NotFoundError} `webhook_not_found`.
 * @throws {ConflictError} `webhook_disabled`.
 * @example
 * const { id } = await sendTestEvent(client, { webhookId: hook.id });
 */
export const sendTestEvent: Action<SendTestEventParams, Delivery> = /* @__PURE__ */ defineAction({
  name: "sendTestEvent",
  route: "POST /v1/webhooks/{webhookId}/test",
  params: webhookIdParams,
  result: delivery,
  scope: "account:write",
  errors: ["webhook_not_found", "webhook_disabled"],
});
