import type { CreatedWebhook, CreateWebhookParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";
import { webhooks } from "../../store/schema/index.ts";
import { expectKnown } from "./event-types.ts";
import { expectReach } from "./expect-reach.ts";
import { expectUrl } from "./expect-url.ts";
import { makeSecret } from "./secrets.ts";
import { toWebhook } from "./to-webhook.ts";

/** Makes a webhook with a secret, which is shown in this answer alone. */
export async function createWebhook(
  { db, principal, settings }: Context,
  { url, eventTypes, description }: CreateWebhookParams,
): Promise<CreatedWebhook> {
  expectKnown(eventTypes);
  expectReach(principal, eventTypes);
  const secret = makeSecret();
  const [made] = await db.insert(webhooks, {
    id: newId("whk"),
    url: expectUrl(url, settings.webhooks),
    eventTypes,
    description: description ?? null,
    secrets: [{ secret, endsAt: null }],
  });
  if (made === undefined) throw new Error("The webhook was not stored.");
  return { ...toWebhook(made), secret };
}
