import { type Action, defineAction } from "@platform/core";
import type { Delivery } from "./delivery.ts";
import type { GetDeliveryParams } from "./get-delivery.ts";
import { delivery, deliveryIdParams } from "./schemas.ts";

/** Which delivery. */
export interface RedeliverParams extends GetDeliveryParams {}

/**
 * Sends an event again, as a new delivery with tries of its own. Its `webhook-id` is the same, so that a receiver that
 * has it already knows it.
 *
 * @throws {NotFoundError} `delivery_not_found`.
 * @throws {PermissionError} `scope_missing` for an event of a project or member without the scope `organization:read`.
 * @throws {ConflictError} `webhook_disabled`: enable it first.
 * @example
 * const again = await redeliver(client, { deliveryId });
 */
export const redeliver: Action<RedeliverParams, Delivery> = /* @__PURE__ */ defineAction({
  name: "redeliver",
  route: "POST /v1/deliveries/{deliveryId}/redeliver",
  params: deliveryIdParams,
  result: delivery,
  scope: "account:write",
  errors: ["delivery_not_found", "webhook_disabled"],
});
