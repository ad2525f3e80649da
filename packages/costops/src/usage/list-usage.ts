import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listUsageParams, usageRecord } from "./schemas.ts";
import type { UsageFilter } from "./usage-filter.ts";
import type { UsageRecord } from "./usage-record.ts";

/** Which events to list, in which order, and how many at a time. */
export interface ListUsageParams extends ListParams, UsageFilter {
  /** By when they were recorded or when they happened, newest first. Default `"createdAt"`. */
  sort?: "createdAt" | "occurredAt" | undefined;
}

/**
 * Lists usage events, newest first. Events recorded meanwhile neither shift nor repeat what is listed.
 *
 * @example
 * for await (const record of listUsage(client, { runId })) console.log(record.operation, record.cost);
 */
export const listUsage: ListAction<ListUsageParams, UsageRecord> = /* @__PURE__ */ defineList({
  name: "listUsage",
  route: "GET /v1/usage",
  params: listUsageParams,
  item: usageRecord,
  scope: "costops:read",
});
