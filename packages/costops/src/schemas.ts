export { anomalyReport, findAnomaliesParams } from "./anomalies/schemas.ts";
export { costReport, getCostsParams } from "./costs/schemas.ts";
export * from "./exports/schemas.ts";
export { costForecastReport, forecastCostsParams } from "./forecasts/schemas.ts";
export * from "./prices/schemas.ts";
export { listUsageParams, submitUsageParams, usageRecord } from "./usage/schemas.ts";
