import type { Delivery, RedeliverParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { findWebhook } from "../webhooks/find-webhook.ts";
import { findDelivery } from "./find-delivery.ts";
import { sendTo } from "./send-to.ts";

/** Sends the event of a delivery again. */
export async function redeliver({ db }: Context, { deliveryId }: RedeliverParams): Promise<Delivery> {
  const { webhookId, eventId, eventType } = await findDelivery(db, deliveryId);
  return sendTo(db, await findWebhook(db, webhookId), { eventId, eventType });
}
