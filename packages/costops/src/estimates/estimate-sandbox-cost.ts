import { type Action, defineAction } from "@platform/core";
import type { CostEstimate, SandboxConfiguration } from "./cost-estimate.ts";
import { costEstimate, estimateSandboxCostParams } from "./schemas.ts";

/** What kind of sandbox, for how long. */
export interface EstimateSandboxCostParams extends SandboxConfiguration {
  /** How long it runs, 0 to 8,784. Default 1. */
  hours?: number | undefined;
}

/**
 * Estimates what a sandbox costs by the prices in force now, part by part. Calls made of it are requests of their
 * own and come on top.
 *
 * @example
 * const estimate = await estimateSandboxCost(client, { size: "large", hours: 8 });
 * console.log(estimate.totalCost, estimate.currency, estimate.confidence);
 */
export const estimateSandboxCost: Action<EstimateSandboxCostParams, CostEstimate> =
  /* @__PURE__ */ defineAction({
    name: "estimateSandboxCost",
    route: "POST /v1/estimates/sandboxes",
    params: estimateSandboxCostParams,
    result: costEstimate,
    scope: "costops:read",
  });
