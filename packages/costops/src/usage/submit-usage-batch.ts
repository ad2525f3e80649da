import { type Action, defineAction } from "@platform/core";
import { submitUsageBatchParams, usageBatch } from "./schemas.ts";
import type { SubmitUsageParams } from "./submit-usage.ts";
import type { UsageRecord } from "./usage-record.ts";

/** Many usage events at once. */
export interface SubmitUsageBatchParams {
  /** 1 to 1,000. */
  events: SubmitUsageParams[];
}

/** What became of one event of a batch. */
export interface UsageResult {
  /** `"duplicate"`: the event was there before, with the same contents. */
  status: "recorded" | "duplicate" | "rejected";
  /** The event as it is recorded; absent when it was rejected. */
  record?: UsageRecord | undefined;
  /** Why it was rejected. */
  error?: { code: string; message: string; param?: string | undefined } | undefined;
}

/** What became of a batch, event by event. */
export interface UsageBatch {
  /** In the order of the events. */
  results: UsageResult[];
  recorded: number;
  duplicates: number;
  rejected: number;
}

/**
 * Records up to 1,000 usage events at once. Each is taken or rejected for itself; an event whose id is there
 * already adds nothing.
 *
 * @example
 * const { recorded, results } = await submitUsageBatch(client, {
 *   events: [{ provider: "openai", model: "gpt-4o", units: { input_token: 1200 }, eventId: "call-1" }],
 * });
 */
export const submitUsageBatch: Action<SubmitUsageBatchParams, UsageBatch> = /* @__PURE__ */ defineAction({
  name: "submitUsageBatch",
  route: "POST /v1/usage/batch",
  params: submitUsageBatchParams,
  result: usageBatch,
  scope: "costops:write",
});
