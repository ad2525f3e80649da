/** A sandbox that may be started, for as long as may be. */
export interface SandboxConfiguration {
  /** Default `"small"`: one of `"small"`, `"medium"`, `"large"`, `"xlarge"`. */
  size?: "small" | "medium" | "large" | "xlarge" | undefined;
  /** Kept beside the sandbox all the time, in GB of 1,000,000,000 bytes, 0 to 1,000,000. Default 0. */
  storageGb?: number | undefined;
  /** There are none. Default `"none"`. */
  gpu?: "none" | undefined;
}

/** One unit's share of an estimate. */
export interface CostPart {
  /** `"sandbox_second"`, `"byte_hour"`. */
  unit: string;
  /** How much of it, an exact decimal. */
  amount: string;
  /** Exact decimal; `null` when the unit has no price. */
  cost: string | null;
  /** The prices it was worked out with. */
  priceIds: string[];
}

/** What running a sandbox would cost by the prices in force now. Amounts are exact decimals in `currency`. */
export interface CostEstimate {
  size: string;
  hours: string;
  storageGb: string;
  /** The sandbox alone, for an hour. */
  hourlyRate: string | null;
  /** The sandbox alone, for all hours. */
  computeCost: string | null;
  storageCost: string | null;
  /** Always `"0"`: there are no GPUs. */
  gpuCost: string;
  /** All of it; `null` when a part has no price or prices are in two currencies, which is not the same as free. */
  totalCost: string | null;
  currency: string;
  breakdown: CostPart[];
  /**
   * `"high"`: hours were given and every part has a price, so only the prices or the hours can change it.
   * `"medium"`: the hours are assumed. `"low"`: a price is not known.
   */
  confidence: "high" | "medium" | "low";
  /** What the estimate takes for granted and what it leaves out, in sentences. */
  notes: string[];
}
