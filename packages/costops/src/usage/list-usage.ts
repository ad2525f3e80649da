import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listUsageParams, usageRecord } from "./schemas.ts";
import type { UsageRecord } from "./usage-record.ts";

/** Which events to list; every filter given must match. */
export interface ListUsageParams extends ListParams {
  operation?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  /** Earliest time, ISO 8601, inclusive. */
  from?: string | undefined;
  /** Latest time, ISO 8601, exclusive. */
  to?: string | undefined;
}

/**
 * Lists usage events, newest first.
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
