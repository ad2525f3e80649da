import { type Action, defineAction } from "@platform/core";
import type { CostEstimate, SandboxConfiguration } from "./cost-estimate.ts";
import { estimateTemplateCostParams, templateCostEstimate } from "./schemas.ts";

/** Which template, in what kind of sandbox, for how long. */
export interface EstimateTemplateCostParams extends SandboxConfiguration {
  /** `"python"`, `"node"` or `"base"`. */
  template: string;
  /** How long it runs, 0 to 8,784. Default 1. */
  hours?: number | undefined;
}

/** What a sandbox of a template would cost. */
export interface TemplateCostEstimate extends CostEstimate {
  template: string;
}

/**
 * Estimates what a sandbox of a template costs. Templates cost the same: the size makes the price.
 *
 * @throws {ValidationError} `unknown_template`.
 * @example
 * const { totalCost, currency } = await estimateTemplateCost(client, { template: "python", hours: 2 });
 */
export const estimateTemplateCost: Action<EstimateTemplateCostParams, TemplateCostEstimate> =
  /* @__PURE__ */ defineAction({
    name: "estimateTemplateCost",
    route: "GET /v1/estimates/templates/{template}",
    params: estimateTemplateCostParams,
    result: templateCostEstimate,
    scope: "costops:read",
    errors: ["unknown_template"],
  });
