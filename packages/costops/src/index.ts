export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum } from "./costs/cost-report.ts";
export { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
export { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { Price } from "./prices/price.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
