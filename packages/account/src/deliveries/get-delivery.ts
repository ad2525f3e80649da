import { type Action, defineAction } from "@platform/core";
import type { DeliveryDetail } from "./delivery.ts";
import { deliveryDetail, deliveryIdParams } from "./schemas.ts";

/** Which delivery. */
export interface GetDeliveryParams {
  /** `dlv_…` */
  deliveryId: string;
}

/**
 * Reads a delivery with its body and every try.
 *
 * @throws {NotFoundError} `delivery_not_found`.
 * @throws {PermissionError} `scope_missing` for an event of a project or member without the scope `organization:read`.
 * @example
 * const { attempts } = await getDelivery(client, { deliveryId });
 */
export const getDelivery: Action<GetDeliveryParams, DeliveryDetail> = /* @__PURE__ */ defineAction({
  name: "getDelivery",
  route: "GET /v1/deliveries/{deliveryId}",
  params: deliveryIdParams,
  result: deliveryDetail,
  scope: "account:read",
  errors: ["delivery_not_found"],
});
