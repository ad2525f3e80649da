import { type Action, defineAction } from "@platform/core";
import { getUsageParams, usageRecord } from "./schemas.ts";
import type { UsageRecord } from "./usage-record.ts";

/** Which usage event to get. */
export interface GetUsageParams {
  /** The record's `id`, `use_…`. By the event's own id it is found with `listUsage(client, { eventId })`. */
  usageId: string;
}

/**
 * Gets one usage event.
 *
 * @throws {NotFoundError} `usage_not_found`
 * @example
 * const { cost, units } = await getUsage(client, { usageId });
 */
export const getUsage: Action<GetUsageParams, UsageRecord> = /* @__PURE__ */ defineAction({
  name: "getUsage",
  route: "GET /v1/usage/{usageId}",
  params: getUsageParams,
  result: usageRecord,
  scope: "costops:read",
  errors: ["usage_not_found"],
});
