import { type Action, defineAction } from "@platform/core";
import { createdWebhook, rotateWebhookSecretParams } from "./schemas.ts";
import type { CreatedWebhook } from "./webhook.ts";

/** Which webhook, and how long the old secret still signs. */
export interface RotateWebhookSecretParams {
  /** `whk_…` */
  webhookId: string;
  /** Seconds that the secrets before still sign, beside the new one: 0 to 2,592,000 (30 days). Default 86,400. */
  overlapSeconds?: number | undefined;
}

/**
 * Makes a new secret. Until the overlap is over each delivery carries a signature of either, so the receiver can be
 * changed without losing any.
 *
 * @throws {NotFoundError} `webhook_not_found`.
 * @throws {ConflictError} `too_many_secrets` when five sign already: with an overlap of 0 the others end at once.
 * @example
 * const { secret } = await rotateWebhookSecret(client, { webhookId: hook.id, overlapSeconds: 3_600 });
 */
export const rotateWebhookSecret: Action<RotateWebhookSecretParams, CreatedWebhook> =
  /* @__PURE__ */ defineAction({
    name: "rotateWebhookSecret",
    route: "POST /v1/webhooks/{webhookId}/secret",
    params: rotateWebhookSecretParams,
    result: createdWebhook,
    scope: "account:write",
    errors: ["webhook_not_found", "too_many_secrets"],
  });
