import { type Action, defineAction } from "@platform/core";
import type { Limits } from "./limits.ts";
import { limits, updateLimitsParams } from "./schemas.ts";

/** What to change; what is left out stays. */
export interface UpdateLimitsParams {
  /** `key_…`: one key, with its tokens and what replaces it. Default: all keys of the project together. */
  keyId?: string | undefined;
  /** How many requests come back in a minute, 1 to 1,000,000; `null` for no limit. */
  requestsPerMinute?: number | null | undefined;
  /** Most at once, 1 to 1,000,000; `null`, and at first, as many as in a minute. */
  burst?: number | null | undefined;
}

/**
 * Limits how fast a project or a key may send requests, or changes or ends such a limit. Servers know within a
 * second. What was used stays used. It is never refused for a limit itself, so nobody locks himself out.
 *
 * @throws {NotFoundError} `key_not_found`.
 * @throws {ValidationError} `rate_missing` when there is no limit yet and `requestsPerMinute` is left out.
 * @example
 * await updateLimits(client, { keyId: key.id, requestsPerMinute: 600, burst: 50 });
 */
export const updateLimits: Action<UpdateLimitsParams, Limits> = /* @__PURE__ */ defineAction({
  name: "updateLimits",
  route: "PATCH /v1/limits",
  params: updateLimitsParams,
  result: limits,
  scope: "account:write",
  errors: ["key_not_found", "rate_missing"],
});
