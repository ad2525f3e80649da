import { type Action, defineAction } from "@platform/core";
import type { PriceTerms } from "./price-terms.ts";
import type { Price } from "./price.ts";
import { createPriceParams, price } from "./schemas.ts";

/** A price to put into the book. */
export interface CreatePriceParams extends PriceTerms {
  provider: string;
  /** The model, or `"*"` for every model of the provider without a price of its own. */
  model: string;
  /** The unit priced: `"input_token"`, `"request"`, … */
  unit: string;
  /** First moment it holds, ISO 8601; may lie in the past or the future. Default: now. */
  effectiveFrom?: string | undefined;
  /** First moment it no longer holds. Default: until a later one begins. */
  effectiveTo?: string | undefined;
}

/**
 * Adds a price. It holds from `effectiveFrom` until a later one of the same provider, model and unit begins;
 * events recorded before keep the cost they were given, until `recomputeCosts` is asked for.
 *
 * @throws {ValidationError} `invalid_params` when what is said contradicts itself; `param` names the field.
 * @throws {ConflictError} `price_exists` when one with the same beginning is there.
 * @example
 * await createPrice(client, {
 *   provider: "openai", model: "gpt-4o", unit: "input_token", amount: "2.50", per: "1000000",
 * });
 */
export const createPrice: Action<CreatePriceParams, Price> = /* @__PURE__ */ defineAction({
  name: "createPrice",
  route: "POST /v1/prices",
  params: createPriceParams,
  result: price,
  scope: "costops:write",
  errors: ["price_exists"],
});
