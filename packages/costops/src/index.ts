export type {
  Anomaly,
  AnomalyContributor,
  AnomalyMethod,
  AnomalyReport,
  AnomalySeries,
} from "./anomalies/anomaly-report.ts";
export { findAnomalies, type FindAnomaliesParams } from "./anomalies/find-anomalies.ts";
export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum } from "./costs/cost-report.ts";
export { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
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
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { Price } from "./prices/price.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageFilter } from "./usage/usage-filter.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
