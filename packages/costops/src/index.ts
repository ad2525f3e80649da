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
export type {
  Anomaly,
  AnomalyContributor,
  AnomalyMethod,
  AnomalyReport,
  AnomalySeries,
} from "./anomalies/anomaly-report.ts";
export { findAnomalies, type FindAnomaliesParams } from "./anomalies/find-anomalies.ts";
export type { BudgetAlert } from "./budgets/budget-alert.ts";
export type { Budget, BudgetScope, BudgetWindow } from "./budgets/budget.ts";
export {
  type BudgetCheck,
  type BudgetCheckEntry,
  checkBudget,
  type CheckBudgetParams,
} from "./budgets/check-budget.ts";
export { createBudget, type CreateBudgetParams } from "./budgets/create-budget.ts";
export { deleteBudget, type DeleteBudgetParams, type DeletedBudget } from "./budgets/delete-budget.ts";
export { getBudget, type GetBudgetParams } from "./budgets/get-budget.ts";
export { listBudgetAlerts, type ListBudgetAlertsParams } from "./budgets/list-budget-alerts.ts";
export { listBudgets, type ListBudgetsParams } from "./budgets/list-budgets.ts";
export { updateBudget, type UpdateBudgetParams } from "./budgets/update-budget.ts";
export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum, GroupDimension } from "./costs/cost-report.ts";
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
export { exportCosts, type ExportCostsParams } from "./exports/export-costs.ts";
export type { ExportOptions } from "./exports/export-options.ts";
export { exportUsage, type ExportUsageParams } from "./exports/export-usage.ts";
export type {
  CostForecast,
  CostForecastReport,
  ForecastBackTest,
  ForecastMethod,
  ForecastPoint,
  SeriesDimension,
} from "./forecasts/cost-forecast.ts";
export { forecastCosts, type ForecastCostsParams } from "./forecasts/forecast-costs.ts";
export { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
export { deletePrice, type DeletePriceParams } from "./prices/delete-price.ts";
export { getPrice, type GetPriceParams } from "./prices/get-price.ts";
export {
  importPrices,
  type ImportedPrice,
  type ImportedPriceResult,
  type ImportPricesParams,
  type PriceImport,
} from "./prices/import-prices.ts";
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { PriceTerms, PriceTierParams } from "./prices/price-terms.ts";
export type { Price, PriceOrigin, PriceTier, RelativePrice } from "./prices/price.ts";
export {
  type CostRecomputation,
  recomputeCosts,
  type RecomputeCostsParams,
  type RecomputedEvent,
  type RecomputedSum,
} from "./prices/recompute-costs.ts";
export {
  type PriceResolution,
  resolvePrice,
  type ResolvedPrice,
  type ResolvePriceParams,
} from "./prices/resolve-price.ts";
export { updatePrice, type UpdatePriceParams } from "./prices/update-price.ts";
export { createReport, type CreateReportParams } from "./reports/create-report.ts";
export { type DeletedReport, deleteReport, type DeleteReportParams } from "./reports/delete-report.ts";
export { downloadReportRun, type DownloadReportRunParams } from "./reports/download-report-run.ts";
export { getReportRun, type GetReportRunParams } from "./reports/get-report-run.ts";
export { getReport, type GetReportParams } from "./reports/get-report.ts";
export { listReportRuns, type ListReportRunsParams } from "./reports/list-report-runs.ts";
export { listReports, type ListReportsParams } from "./reports/list-reports.ts";
export type { ReportRun } from "./reports/report-run.ts";
export type { Report, ReportParams, ReportPeriod } from "./reports/report.ts";
export { runReport, type RunReportParams } from "./reports/run-report.ts";
export { updateReport, type UpdateReportParams } from "./reports/update-report.ts";
export { getUsage, type GetUsageParams } from "./usage/get-usage.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export { submitUsageBatch, type SubmitUsageBatchParams } from "./usage/submit-usage-batch.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageBatch, UsageRejection, UsageResult } from "./usage/usage-batch.ts";
export type { UsageFilter } from "./usage/usage-filter.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
export type * from "./tracking/options.ts";
export type { NamedUsage, Spool } from "./tracking/spool.ts";
export { type OpenAILike, trackOpenAI, type TrackOpenAIOptions } from "./tracking/track-openai.ts";
export { type Tracker, usageTracker } from "./tracking/usage-tracker.ts";
export { usageUnits } from "./tracking/usage-units.ts";
