import type { UpdateWebhookParams, Webhook } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { webhooks } from "../../store/schema/index.ts";
import { expectKnown } from "./event-types.ts";
import { expectReach } from "./expect-reach.ts";
import { expectUrl } from "./expect-url.ts";
import { findWebhook, webhookNotFound } from "./find-webhook.ts";
import { toWebhook } from "./to-webhook.ts";

/** Changes what is given. Enabling begins with a clean slate; disabling by hand is not the server's doing. */
export async function updateWebhook(
  { db, principal, settings }: Context,
  { webhookId, url, eventTypes, description, enabled }: UpdateWebhookParams,
): Promise<Webhook> {
  expectKnown(eventTypes ?? []);
  const before = await findWebhook(db, webhookId, "wait");
  // What is due goes to the new address too.
  if (url !== undefined) expectReach(principal, before.eventTypes);
  if (eventTypes !== undefined) expectReach(principal, [...before.eventTypes, ...eventTypes]);
  const changes = {
    ...(url === undefined ? {} : { url: expectUrl(url, settings.webhooks) }),
    ...(eventTypes === undefined ? {} : { eventTypes }),
    ...(description === undefined ? {} : { description }),
    ...(enabled === undefined ? {} : { enabled, disabledReason: null, failingSince: null }),
    updatedAt: new Date(),
  };
  const [row] = await db.update(webhooks, changes, eq(webhooks.id, webhookId));
  return toWebhook(row ?? webhookNotFound(webhookId));
}
