export * from "./analytics/schemas.ts";
export { costReport, getCostsParams } from "./costs/schemas.ts";
export { anomalyReport, findAnomaliesParams } from "./anomalies/schemas.ts";
export * from "./exports/schemas.ts";
export { costForecastReport, forecastCostsParams } from "./forecasts/schemas.ts";
export * from "./budgets/schemas.ts";
export * from "./prices/schemas.ts";
export {
  getUsageParams,
  listUsageParams,
  submitUsageBatchParams,
  submitUsageParams,
  usageBatch,
  usageRecord,
} from "./usage/schemas.ts";
