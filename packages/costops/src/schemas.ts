export * from "./analytics/schemas.ts";
export { costReport, getCostsParams } from "./costs/schemas.ts";
export * from "./prices/schemas.ts";
export {
  getUsageParams,
  listUsageParams,
  submitUsageBatchParams,
  submitUsageParams,
  usageBatch,
  usageRecord,
} from "./usage/schemas.ts";
