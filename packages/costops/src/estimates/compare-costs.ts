import { type Action, defineAction } from "@platform/core";
import type { CostEstimate, SandboxConfiguration } from "./cost-estimate.ts";
import { compareCostsParams, costComparison } from "./schemas.ts";

/** What to compare, and for how long. */
export interface CompareCostsParams {
  /** 1 to 20. */
  configurations: NamedConfiguration[];
  /** How long each runs, 0 to 8,784. Default 1. */
  hours?: number | undefined;
}

export interface NamedConfiguration extends SandboxConfiguration {
  /** How the answer calls it. Default: its size. */
  name?: string | undefined;
}

/** Estimates beside each other. */
export interface CostComparison {
  /** Cheapest first; those without a known cost last. */
  configurations: (CostEstimate & { name: string })[];
  /** Name of the cheapest; `null` when no cost is known, or when they are in different currencies. */
  cheapest: string | null;
}

/**
 * Estimates up to 20 configurations of a sandbox and sorts them by cost.
 *
 * @example
 * const { cheapest } = await compareCosts(client, { hours: 8, configurations: [{ size: "small" }, { size: "large" }] });
 */
export const compareCosts: Action<CompareCostsParams, CostComparison> = /* @__PURE__ */ defineAction({
  name: "compareCosts",
  route: "POST /v1/estimates/comparisons",
  params: compareCostsParams,
  result: costComparison,
  scope: "costops:read",
});
