import type { GetWebhookParams, Webhook } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { findWebhook } from "./find-webhook.ts";
import { toWebhook } from "./to-webhook.ts";

/** Reads one of the project's webhooks. */
export async function getWebhook({ db }: Context, { webhookId }: GetWebhookParams): Promise<Webhook> {
  return toWebhook(await findWebhook(db, webhookId));
}
