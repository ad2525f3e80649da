import { type Action, defineAction } from "@platform/core";
import type { Price } from "./price.ts";
import { getPriceParams, price } from "./schemas.ts";

/** Which price. */
export interface GetPriceParams {
  /** `prc_…`: one of your own, or one that came with the platform. */
  priceId: string;
}

/**
 * Reads one version of a price: what the `priceIds` of an event stand for.
 *
 * @throws {NotFoundError} `price_not_found`.
 * @example
 * const { amount, per, effectiveTo } = await getPrice(client, { priceId: "prc_default_request" });
 */
export const getPrice: Action<GetPriceParams, Price> = /* @__PURE__ */ defineAction({
  name: "getPrice",
  route: "GET /v1/prices/{priceId}",
  params: getPriceParams,
  result: price,
  scope: "costops:read",
  errors: ["price_not_found"],
});
