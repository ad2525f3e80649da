/** One step of a tiered price. */
export interface PriceTier {
  /** Largest amount that is still in this tier, inclusive; `null` in the last one, which has no end. */
  upTo: string | null;
  /** Exact decimal, in the price's currency, for `per` units. */
  amount: string;
  /** How many units `amount` buys. */
  per: string;
  /** Added once to an event that reaches this tier. */
  flat: string;
}

/** A price told by another one: cached tokens at a tenth of what input tokens cost. */
export interface RelativePrice {
  /** The unit whose price counts, of the same provider and model, in force at the time of the event. */
  unit: string;
  /** What part of that price: an exact decimal, `"0.1"`. */
  factor: string;
}

/** Where a shipped price was read. */
export interface PriceOrigin {
  /** The provider's public page: `"openai.com/api/pricing"`. */
  page: string;
  /** The day it was looked up, `"2026-11-21"`. */
  lookedUpOn: string;
}

/** What one unit costs, from a moment on. It has an `amount`, or `tiers`, or is `relativeTo` another price. */
export interface Price {
  /** `prc_…` */
  id: string;
  provider: string;
  /** The model, or `"*"` for every model of the provider that has no price of its own. */
  model: string;
  /** The unit priced: `"input_token"`, `"request"`, `"sandbox_second"`. */
  unit: string;
  /** Exact decimal, in `currency`, for `per` units; `null` when `tiers` or `relativeTo` tell it. */
  amount: string | null;
  /** How many units `amount` buys, as an exact decimal: `"1000000"` for prices per million tokens. */
  per: string;
  /** Steps, the lowest first; empty when there are none. */
  tiers: PriceTier[];
  /** `"volume"`: one tier prices everything. `"graduated"`: each tier prices what falls into it. */
  tierMode: "volume" | "graduated" | null;
  /** The unit whose amount in the event picks the tier; `null` for the unit priced. */
  tierUnit: string | null;
  /** So many units are free in each event. */
  included: string;
  /** Least cost of this unit in an event that uses it. */
  minimum: string;
  relativeTo: RelativePrice | null;
  /** ISO 4217, such as `"USD"`. */
  currency: string;
  /** First moment it holds, ISO 8601 UTC. Of several prices the one that began last holds. */
  effectiveFrom: string;
  /** First moment it no longer holds: its own end, or the beginning of its next version. `null`: no end is known. */
  effectiveTo: string | null;
  /** `"custom"` when this organization made it, `"default"` when it came with the platform. */
  source: "custom" | "default";
  /** Where a shipped price of a vendor was read; `null` for every other price. */
  origin: PriceOrigin | null;
  createdAt: string;
}
