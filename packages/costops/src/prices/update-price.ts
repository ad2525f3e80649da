import { type Action, defineAction } from "@platform/core";
import type { PriceTerms } from "./price-terms.ts";
import type { Price } from "./price.ts";
import { price, updatePriceParams } from "./schemas.ts";

/** What the next version says; what is left out stays as it was. */
export interface UpdatePriceParams extends PriceTerms {
  /** `prc_…`: the version that it follows. */
  priceId: string;
  /** First moment the new version holds, after the old one's beginning. Default: now. */
  effectiveFrom?: string | undefined;
}

/**
 * Makes a new version of a price from a moment on; the old one ends there and stays in the book, so costs of the
 * past stay explained. One of `amount`, `tiers` and `relativeTo` takes the place of whichever there was.
 *
 * @returns The new version, which has an id of its own.
 * @throws {NotFoundError} `price_not_found`.
 * @throws {ValidationError} `invalid_params` when what it would say contradicts itself; `param` names the field.
 * @throws {ConflictError} `price_exists` when a version begins at that moment; `price_ended` when the price ends before.
 * @example
 * await updatePrice(client, { priceId: price.id, amount: "2.00", effectiveFrom: "2027-01-01T00:00:00Z" });
 */
export const updatePrice: Action<UpdatePriceParams, Price> = /* @__PURE__ */ defineAction({
  name: "updatePrice",
  route: "PATCH /v1/prices/{priceId}",
  params: updatePriceParams,
  result: price,
  scope: "costops:write",
  errors: ["price_not_found", "price_exists", "price_ended"],
});
