import { type Action, defineAction } from "@platform/core";
import type { ApiKey } from "./api-key.ts";
import { apiKey, updateApiKeyParams } from "./schemas.ts";

/** What to change; what is left out stays. */
export interface UpdateApiKeyParams {
  /** `key_…` */
  keyId: string;
  /** 1 to 255 characters. */
  name?: string | undefined;
  /** All of the new ones, none beyond the old ones. Tokens of the key that hold more end. */
  scopes?: string[] | undefined;
  /** When it stops working, ISO 8601; `null` for never. Tokens of the key end by then. */
  expiresAt?: string | null | undefined;
}

/**
 * Changes a key. Servers know within a second.
 *
 * @throws {NotFoundError} `key_not_found`.
 * @throws {PermissionError} `scope_not_narrower` when a scope goes beyond those of the key: make a new key for it;
 * `scope_not_held` when a key is to live longer that may do more than the one that asks.
 * @example
 * await updateApiKey(client, { keyId: key.id, scopes: ["vectors:read"] });
 */
export const updateApiKey: Action<UpdateApiKeyParams, ApiKey> = /* @__PURE__ */ defineAction({
  name: "updateApiKey",
  route: "PATCH /v1/keys/{keyId}",
  params: updateApiKeyParams,
  result: apiKey,
  scope: "account:write",
  errors: ["key_not_found", "scope_not_narrower", "scope_not_held"],
});
