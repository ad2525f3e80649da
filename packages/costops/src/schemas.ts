export * from "./analytics/schemas.ts";
export { costReport, getCostsParams } from "./costs/schemas.ts";
export { anomalyReport, findAnomaliesParams } from "./anomalies/schemas.ts";
export { exportCostsParams, exportUsageParams } from "./exports/schemas.ts";
export { costForecastReport, forecastCostsParams } from "./forecasts/schemas.ts";
export * from "./budgets/schemas.ts";
export * from "./estimates/schemas.ts";
export {
  costRecomputation,
  createPriceParams,
  deletePriceParams,
  getPriceParams,
  importPricesParams,
  listPricesParams,
  price,
  priceImport,
  priceResolution,
  recomputeCostsParams,
  resolvePriceParams,
  updatePriceParams,
} from "./prices/schemas.ts";
export * from "./reports/schemas.ts";
export {
  getUsageParams,
  listUsageParams,
  submitUsageBatchParams,
  submitUsageParams,
  usageBatch,
  usageRecord,
} from "./usage/schemas.ts";
