export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum } from "./costs/cost-report.ts";
export { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
export { calculateCost } from "./estimates/calculate-cost.ts";
export {
  compareCosts,
  type CompareCostsParams,
  type CostComparison,
  type NamedConfiguration,
} from "./estimates/compare-costs.ts";
export type { CostEstimate, CostPart, SandboxConfiguration } from "./estimates/cost-estimate.ts";
export { estimate, type EstimatedAction } from "./estimates/estimate.ts";
export { estimateCost, type EstimateCostParams, type OperationEstimate } from "./estimates/estimate-cost.ts";
export { estimateSandboxCost, type EstimateSandboxCostParams } from "./estimates/estimate-sandbox-cost.ts";
export {
  estimateTemplateCost,
  type EstimateTemplateCostParams,
  type TemplateCostEstimate,
} from "./estimates/estimate-template-cost.ts";
export { listRates, type ListRatesParams, type Rates } from "./estimates/list-rates.ts";
export { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { Price } from "./prices/price.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export {
  submitUsageBatch,
  type SubmitUsageBatchParams,
  type UsageBatch,
  type UsageResult,
} from "./usage/submit-usage-batch.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageFilter } from "./usage/usage-filter.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
export type * from "./tracking/options.ts";
export type { NamedUsage, Spool } from "./tracking/spool.ts";
export { type OpenAILike, trackOpenAI, type TrackOpenAIOptions } from "./tracking/track-openai.ts";
export { type Tracker, usageTracker } from "./tracking/usage-tracker.ts";
export { usageUnits } from "./tracking/usage-units.ts";
