import { type Action, defineAction } from "@platform/core";
import type { CreatedApiKey } from "./api-key.ts";
import { createApiKeyParams, createdApiKey } from "./schemas.ts";

/** What the key should be. */
export interface CreateApiKeyParams {
  name: string;
  /** What it may do, as `domain:verb` or `domain:*`; no more than the key that makes it. */
  scopes: string[];
  /** When it stops working, ISO 8601. Default: never. */
  expiresAt?: string | undefined;
  /** Another active project of the organization; needs `organization:write`. Default: the project of the key that asks. */
  projectId?: string | undefined;
  /**
   * The member it is for, or `null` for nobody; another than the default needs `organization:write`. Default: whose the key
   * is that asks.
   */
  memberId?: string | null | undefined;
}

/**
 * Makes a key. A member's key may do what its scopes and, at any time, the member's role and projects allow.
 *
 * @throws {PermissionError} `scope_not_held` when a scope, or the member's role, goes beyond the key that asks.
 * @throws {NotFoundError} `project_not_found`, `member_not_found`.
 * @throws {ConflictError} `project_not_allowed` when the member may not use the project.
 * @example
 * const { key } = await createApiKey(client, { name: "ci", scopes: ["vectors:read"] });
 */
export const createApiKey: Action<CreateApiKeyParams, CreatedApiKey> = /* @__PURE__ */ defineAction({
  name: "createApiKey",
  route: "POST /v1/keys",
  params: createApiKeyParams,
  result: createdApiKey,
  scope: "account:write",
  errors: ["scope_not_held", "project_not_found", "member_not_found", "project_not_allowed"],
});
