import type { DeleteWebhookParams, Webhook } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { webhookDeliveries, webhooks } from "../../store/schema/index.ts";
import { webhookNotFound } from "./find-webhook.ts";
import { toWebhook } from "./to-webhook.ts";

/** Deletes a webhook and what it was sent. */
export async function deleteWebhook({ db }: Context, { webhookId }: DeleteWebhookParams): Promise<Webhook> {
  const [row] = await db.remove(webhooks, eq(webhooks.id, webhookId));
  if (row === undefined) return webhookNotFound(webhookId);
  await db.remove(webhookDeliveries, eq(webhookDeliveries.webhookId, webhookId));
  return toWebhook(row);
}
