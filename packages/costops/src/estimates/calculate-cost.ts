import { type Action, defineAction } from "@platform/core";
import type { CostEstimate } from "./cost-estimate.ts";
import type { EstimateSandboxCostParams } from "./estimate-sandbox-cost.ts";
import { costEstimate, estimateSandboxCostParams } from "./schemas.ts";

/**
 * The same as `estimateSandboxCost` as an address that can be linked to:
 * `/v1/estimates/calculator?size=large&hours=8`.
 *
 * @example
 * const { totalCost } = await calculateCost(client, { size: "large", hours: 8 });
 */
export const calculateCost: Action<EstimateSandboxCostParams, CostEstimate> = /* @__PURE__ */ defineAction({
  name: "calculateCost",
  route: "GET /v1/estimates/calculator",
  params: estimateSandboxCostParams,
  result: costEstimate,
  scope: "costops:read",
});
