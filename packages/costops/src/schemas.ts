export * from "./budgets/schemas.ts";
export * from "./costs/schemas.ts";
export * from "./prices/schemas.ts";
export { listUsageParams, submitUsageParams, usageRecord } from "./usage/schemas.ts";
