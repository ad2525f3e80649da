/** One step of a tiered price, as it is said. */
export interface PriceTierParams {
  /** Largest amount still in this tier, inclusive; each larger than the one before, `null` in the last one only. */
  upTo: string | null;
  /** What `per` units cost in this tier. */
  amount: string;
  /** How many units `amount` buys. Default: the price's `per`. */
  per?: string | undefined;
  /** Added once to an event that reaches this tier. Default `"0"`. */
  flat?: string | undefined;
}

/** How much: exactly one of `amount`, `tiers` and `relativeTo`, and what changes it. */
export interface PriceTerms {
  /** What `per` units cost: an exact decimal as text, such as `"2.50"`. */
  amount?: string | undefined;
  /** How many units `amount` buys. Default `"1"`; prices are often quoted per `"1000000"`. */
  per?: string | undefined;
  /** Instead of `amount`: 1 to 20 steps, the lowest first. Needs `tierMode`. */
  tiers?: PriceTierParams[] | undefined;
  /** `"volume"`: one tier prices everything. `"graduated"`: each tier prices what falls into it. */
  tierMode?: "volume" | "graduated" | undefined;
  /**
   * With `"volume"`: whose amount in the event picks the tier. `"input_token"` on a price of `output_token` is a
   * context-length tier; `"prompt_token"` is all that goes in, cached or not. Default: the unit priced.
   */
  tierUnit?: string | undefined;
  /** So many units are free in each event. Default `"0"`. */
  included?: string | undefined;
  /** Least cost of this unit in an event that uses it. Default `"0"`. */
  minimum?: string | undefined;
  /** Instead of `amount`: a part of another unit's price, `{ unit: "input_token", factor: "0.1" }`. */
  relativeTo?: { unit: string; factor: string } | undefined;
  /** ISO 4217. Default `"USD"`; with `relativeTo` it must be the other price's. */
  currency?: string | undefined;
}
