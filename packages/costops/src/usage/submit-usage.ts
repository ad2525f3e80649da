import { type Action, defineAction } from "@platform/core";
import { submitUsageParams, usageRecord } from "./schemas.ts";
import type { UsageRecord } from "./usage-record.ts";

/** What one usage event must say. */
export interface SubmitUsageParams {
  /** Who did the work: `"openai"`, `"anthropic"`, `"platform"`. */
  provider: string;
  /** The model, as its price names it. */
  model: string;
  /** How much of each unit was used: `{ input_token: 1200, output_token: 300 }`. At least one, at most 32. */
  units: Record<string, number | string>;
  /** What was done. Default `"usage"`. */
  operation?: string | undefined;
  /** Names the event: submitting it again adds nothing. Default: made by the server. */
  eventId?: string | undefined;
  /** Who pays. Only the key's own organization. Default: that. */
  organizationId?: string | undefined;
  /** Whose project. Another one of the organization needs `organization:write`. Default: the key's. */
  projectId?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  /** Names and values to filter and group by: at most 50, of 64 and 256 characters. */
  tags?: Record<string, string> | undefined;
  /** Anything else to keep with it, as a JSON object of at most 16 kB. It is shown, not searched. */
  metadata?: Record<string, unknown> | undefined;
  /** How long it took, in milliseconds. */
  durationMs?: number | undefined;
  /**
   * When it happened, ISO 8601. Default: now. The price in force then is used. It may be years ago, but not more than
   * an hour ahead of the server's clock.
   */
  occurredAt?: string | undefined;
}

/**
 * Records one usage event and prices it with the price in force when it happened. Each unit's cost is rounded
 * to 10 decimal places, half to even, and the sum is the event's cost.
 *
 * @returns The record. `cost` is `null` when a unit has no price.
 * @throws {ConflictError} `event_id_reused` when the id belongs to an event that says something else.
 * @throws {NotFoundError} `organization_not_found` when `organizationId` is not the key's own; `project_not_found` when
 * there is no such project, or it is archived.
 * @throws {PermissionError} `scope_missing` for another project without the scope `organization:write`.
 * @throws {ValidationError} `invalid_params`, also for a time more than an hour ahead and for metadata beyond 16 kB
 * @example
 * const record = await submitUsage(client, {
 *   provider: "openai", model: "gpt-4o", units: { input_token: 1200, output_token: 300 },
 * });
 */
export const submitUsage: Action<SubmitUsageParams, UsageRecord> = /* @__PURE__ */ defineAction({
  name: "submitUsage",
  route: "POST /v1/usage",
  params: submitUsageParams,
  result: usageRecord,
  scope: "costops:write",
  errors: ["event_id_reused", "organization_not_found", "project_not_found"],
});
