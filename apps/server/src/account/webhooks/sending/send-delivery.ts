import { and, eq, isNotNull } from "drizzle-orm";
import type { Dispatcher } from "undici";
import type { Logger } from "pino";
import type { Database } from "../../../store/database.ts";
import { projects, webhookEvents, webhooks } from "../../../store/schema/index.ts";
import { tenant } from "../../../store/tenant.ts";
import { checkUrl } from "../address/check-url.ts";
import { sign } from "../secrets.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { postEvent, type Posted } from "./post-event.ts";
import { giveBack, giveUp, settleDelivery } from "./settle-delivery.ts";

export interface SendingWorld {
  readonly db: Database;
  readonly log: Logger;
  readonly allowPrivate: boolean;
  readonly dispatcher: Dispatcher;
  readonly stopping: AbortSignal;
}

/** One try of one delivery, from its rows to what is written of it. */
export async function sendDelivery(world: SendingWorld, claimed: Claimed): Promise<void> {
  const db = tenant(world.db, claimed);
  const webhook = await db.first(webhooks, eq(webhooks.id, claimed.webhookId));
  if (webhook === undefined) return giveUp(db, claimed, "webhook_deleted");
  if (!webhook.enabled || (await isArchived(world.db, claimed.projectId)))
    return giveUp(db, claimed, "webhook_disabled");
  const event = await db.first(webhookEvents, eq(webhookEvents.id, claimed.eventId));
  // Swept away meanwhile, and the delivery with it.
  if (event === undefined) return undefined;

  let posted: Posted;
  try {
    posted = await post(world, webhook, event);
  } catch (error) {
    await giveBack(db, claimed);
    if (world.stopping.aborted) return undefined;
    throw error;
  }
  const disabled = await settleDelivery(db, claimed, posted);
  const { id: webhookId } = webhook;
  if (disabled) world.log.warn({ webhookId, reason: disabled }, "a webhook was disabled");
  return undefined;
}

/** Nothing is sent from a project that has ended. */
async function isArchived(db: Database, projectId: string): Promise<boolean> {
  const archived = and(eq(projects.id, projectId), isNotNull(projects.archivedAt));
  const found = await db.select({ id: projects.id }).from(projects).where(archived);
  return found.length > 0;
}

/** Addresses are checked anew at each try: the setting may have changed, and names lead where they like. */
async function post(
  { allowPrivate, dispatcher, stopping }: SendingWorld,
  { url, secrets }: typeof webhooks.$inferSelect,
  { id, payload }: typeof webhookEvents.$inferSelect,
): Promise<Posted> {
  const checked = checkUrl(url, { allowPrivate });
  if (!checked.ok) {
    const startedAt = new Date().toISOString();
    const nothing = { status: null, durationMs: 0, answer: null, retryAfterMs: 0 };
    return { startedAt, error: "address_refused", ...nothing };
  }
  const timestamp = Math.floor(Date.now() / 1_000);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": sign(secrets, { id, timestamp, payload }),
  };
  return postEvent(dispatcher, { url: checked.url, headers, payload }, stopping);
}
