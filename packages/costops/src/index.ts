export type {
  AnalyticsChange,
  AnalyticsMetric,
  AnalyticsMover,
  AnalyticsPoint,
  AnalyticsReport,
  AnalyticsSeries,
  AnalyticsSum,
  AnalyticsValues,
} from "./analytics/analytics-report.ts";
export { getAnalytics, type GetAnalyticsParams } from "./analytics/get-analytics.ts";
export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum, GroupDimension } from "./costs/cost-report.ts";
export { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
export { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { Price } from "./prices/price.ts";
export { getUsage, type GetUsageParams } from "./usage/get-usage.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export { submitUsageBatch, type SubmitUsageBatchParams } from "./usage/submit-usage-batch.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageBatch, UsageRejection, UsageResult } from "./usage/usage-batch.ts";
export type { UsageFilter } from "./usage/usage-filter.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
