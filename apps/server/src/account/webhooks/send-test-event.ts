import type { Delivery, SendTestEventParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { sendTo } from "../deliveries/send-to.ts";
import { writeEvent } from "./emit-event.ts";
import { findWebhook } from "./find-webhook.ts";

/** Sends an event that says nothing but which webhook it tests. */
export async function sendTestEvent({ db }: Context, { webhookId }: SendTestEventParams): Promise<Delivery> {
  const webhook = await findWebhook(db, webhookId);
  const eventType = "webhook.test";
  const eventId = await writeEvent(db, { type: eventType, data: { webhookId } });
  return sendTo(db, webhook, { eventId, eventType });
}
