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
}

/**
 * Makes a key for the same project.
 *
 * @throws {PermissionError} `scope_not_held` when a scope goes beyond the key that asks.
 * @example
 * const { key } = await createApiKey(client, { name: "ci", scopes: ["vectors:read"] });
 */
export const createApiKey: Action<CreateApiKeyParams, CreatedApiKey> = /* @__PURE__ */ defineAction({
  name: "createApiKey",
  route: "POST /v1/keys",
  params: createApiKeyParams,
  result: createdApiKey,
  scope: "account:write",
  errors: ["scope_not_held"],
});
