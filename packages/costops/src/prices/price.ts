/** What one unit costs, from a moment on. */
export interface Price {
  /** `prc_…` */
  id: string;
  provider: string;
  /** The model, or `"*"` for every model of the provider that has no price of its own. */
  model: string;
  /** The unit priced: `"input_token"`, `"request"`, `"sandbox_second"`. */
  unit: string;
  /** Exact decimal, in `currency`, for `per` units. */
  amount: string;
  /** How many units `amount` buys, as an exact decimal: `"1000000"` for prices per million tokens. */
  per: string;
  /** ISO 4217, such as `"USD"`. */
  currency: string;
  /** First moment it holds, ISO 8601 UTC. Of several prices the one that began last holds. */
  effectiveFrom: string;
  /** `"custom"` when this organization made it, `"default"` when it came with the platform. */
  source: "custom" | "default";
  createdAt: string;
}
