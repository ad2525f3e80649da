import type { Delivery, RedeliverParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { findWebhook } from "../webhooks/find-webhook.ts";
import { expectReach } from "../webhooks/expect-reach.ts";
import { findDelivery } from "./find-delivery.ts";
import { sendTo } from "./send-to.ts";

/** Sends the event of a delivery again. */
export async function redeliver(
  { db, principal }: Context,
  { deliveryId }: RedeliverParams,
): Promise<Delivery> {
  const { webhookId, eventId, eventType } = await findDelivery(db, deliveryId);
  expectReach(principal, [eventType]);
  return sendTo(db, await findWebhook(db, webhookId), { eventId, eventType });
}
