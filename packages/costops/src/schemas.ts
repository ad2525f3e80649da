export * from "./costs/schemas.ts";
export * from "./estimates/schemas.ts";
export { createPriceParams, listPricesParams, price } from "./prices/schemas.ts";
export {
  listUsageParams,
  submitUsageBatchParams,
  submitUsageParams,
  usageBatch,
  usageRecord,
} from "./usage/schemas.ts";
