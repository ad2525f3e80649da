import type { DeliveryDetail, GetDeliveryParams } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { webhookEvents } from "../../store/schema/index.ts";
import { expectReach } from "../webhooks/expect-reach.ts";
import { findDelivery } from "./find-delivery.ts";
import { toDelivery } from "./to-delivery.ts";

/** Reads a delivery with its body and its tries. */
export async function getDelivery(
  { db, principal }: Context,
  { deliveryId }: GetDeliveryParams,
): Promise<DeliveryDetail> {
  const row = await findDelivery(db, deliveryId);
  expectReach(principal, [row.eventType]);
  const event = await db.first(webhookEvents, eq(webhookEvents.id, row.eventId));
  return { ...toDelivery(row), payload: event?.payload ?? "", attempts: [...row.attempts] };
}
