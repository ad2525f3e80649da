import { type Action, defineAction } from "@platform/core";
import type { Price } from "./price.ts";
import { deletePriceParams, price } from "./schemas.ts";

/** Which price, and when it ends. */
export interface DeletePriceParams {
  /** `prc_…` */
  priceId: string;
  /** First moment it no longer holds, after its beginning. Default: now. */
  effectiveTo?: string | undefined;
}

/**
 * Ends a price. It stays in the book for what it priced; one that has not begun yet vanishes. Afterwards the
 * price that ranks next holds: that of `"*"`, or one that came with the platform. An end is never moved later.
 *
 * @returns The price with its end.
 * @throws {NotFoundError} `price_not_found`, also for a price that came with the platform: it cannot be ended.
 * @throws {ValidationError} `invalid_params` when `effectiveTo` is not after its beginning.
 * @example
 * const { effectiveTo } = await deletePrice(client, { priceId: price.id });
 */
export const deletePrice: Action<DeletePriceParams, Price> = /* @__PURE__ */ defineAction({
  name: "deletePrice",
  route: "DELETE /v1/prices/{priceId}",
  params: deletePriceParams,
  result: price,
  scope: "costops:write",
  errors: ["price_not_found"],
});
