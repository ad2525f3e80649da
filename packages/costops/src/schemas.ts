export { costReport, getCostsParams } from "./costs/schemas.ts";
export * from "./exports/schemas.ts";
export * from "./prices/schemas.ts";
export { listUsageParams, submitUsageParams, usageRecord } from "./usage/schemas.ts";
