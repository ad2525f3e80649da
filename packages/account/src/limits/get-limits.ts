import { type Action, defineAction } from "@platform/core";
import type { Limits } from "./limits.ts";
import { getLimitsParams, limits } from "./schemas.ts";

/** Whose limits. */
export interface GetLimitsParams {
  /** `key_…`: another key of the project, for which `account:read` is needed. Default: the key that asks. */
  keyId?: string | undefined;
}

/**
 * Reads how fast a key may send requests and how many are left, and the fixed limits of the server. Any key may read
 * its own; it counts as a request itself.
 *
 * @throws {NotFoundError} `key_not_found`.
 * @throws {PermissionError} `scope_missing` for another key without `account:read`.
 * @example
 * const { rates } = await getLimits(client);
 * for (const { of, remaining, fullAt } of rates) console.log(of, remaining, fullAt);
 */
export const getLimits: Action<GetLimitsParams, Limits> = /* @__PURE__ */ defineAction({
  name: "getLimits",
  route: "GET /v1/limits",
  params: getLimitsParams,
  result: limits,
  scope: "account:self",
  errors: ["key_not_found"],
});
