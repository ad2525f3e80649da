import { type Action, defineAction } from "@platform/core";
import { submitUsageBatchParams, usageBatch } from "./schemas.ts";
import type { SubmitUsageParams } from "./submit-usage.ts";
import type { UsageBatch } from "./usage-batch.ts";

/** The events to record. */
export interface SubmitUsageBatchParams {
  /** 1 to 1,000 events, each as {@link submitUsage} takes it. */
  events: SubmitUsageParams[];
}

/**
 * Records up to 1,000 usage events in one transaction. Each is checked by itself: a wrong one is rejected and told of
 * in its result, the others are recorded. Events with an `eventId` may be sent again: they are duplicates then.
 *
 * @returns One result an event, in the order given. Look at `rejected`: a batch with wrong events does not throw.
 * @example
 * const { results, rejected } = await submitUsageBatch(client, {
 *   events: calls.map(({ id, usage }) => ({ eventId: id, provider: "openai", model: "gpt-4o", units: usage })),
 * });
 * if (rejected > 0) console.error(results.flatMap(({ error }) => error?.message ?? []));
 */
export const submitUsageBatch: Action<SubmitUsageBatchParams, UsageBatch> = /* @__PURE__ */ defineAction({
  name: "submitUsageBatch",
  route: "POST /v1/usage/batch",
  params: submitUsageBatchParams,
  result: usageBatch,
  scope: "costops:write",
});
