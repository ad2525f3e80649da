import { type Action, defineAction } from "@platform/core";
import type { Price } from "./price.ts";
import { priceResolution, resolvePriceParams } from "./schemas.ts";

/** Whose prices, and when. */
export interface ResolvePriceParams {
  /** As an event says it; `azure`, `aws`, `bedrock` and `vertex` are understood. */
  provider: string;
  model: string;
  /** Only this unit. Default: every unit that has a price. */
  unit?: string | undefined;
  /** The moment of the event, ISO 8601. Default: now. */
  at?: string | undefined;
}

/** A price in force, and why it is this one. */
export interface ResolvedPrice {
  unit: string;
  price: Price;
  /**
   * Whose it is: the `"model"`'s own, that of the model without the date in its name (`"undated_model"`), or that
   * of `"*"` (`"any_model"`). `price.source` says whether it is yours or came with the platform.
   */
  matched: "model" | "undated_model" | "any_model";
  /** The price that a relative one is worked out from; `null` for others, and where there is none. */
  base: Price | null;
}

/** The prices that an event of this model and moment gets. */
export interface PriceResolution {
  /** The provider's canonical name. */
  provider: string;
  model: string;
  /** ISO 8601 UTC. */
  at: string;
  /** One entry a unit, by the unit's name. A unit that is not here has no price, and its cost is unknown. */
  prices: ResolvedPrice[];
}

/**
 * Tells which prices an event gets, and why: your own before shipped ones, then the model's own before that of
 * the name without its date, and `"*"` last.
 *
 * @example
 * const { prices } = await resolvePrice(client, { provider: "openai", model: "gpt-4o-2024-08-06" });
 * console.log(prices[0]?.unit, prices[0]?.price.amount, prices[0]?.matched);
 */
export const resolvePrice: Action<ResolvePriceParams, PriceResolution> = /* @__PURE__ */ defineAction({
  name: "resolvePrice",
  route: "GET /v1/price-resolution",
  params: resolvePriceParams,
  result: priceResolution,
  scope: "costops:read",
});
