import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Delivery, DeliveryStatus } from "./delivery.ts";
import { delivery, listDeliveriesParams } from "./schemas.ts";

/** Which deliveries; all of them without a filter. */
export interface ListDeliveriesParams extends ListParams {
  /** `whk_…` */
  webhookId?: string | undefined;
  status?: DeliveryStatus | undefined;
  /** `api_key.created`, … */
  eventType?: string | undefined;
}

/**
 * Lists what was sent to the project's webhooks and what is still to be, newest first. Kept for 30 days.
 *
 * @example
 * for await (const { id, eventType } of listDeliveries(client, { status: "failed" })) console.log(id, eventType);
 */
export const listDeliveries: ListAction<ListDeliveriesParams, Delivery> = /* @__PURE__ */ defineList({
  name: "listDeliveries",
  route: "GET /v1/deliveries",
  params: listDeliveriesParams,
  item: delivery,
  scope: "account:read",
});
