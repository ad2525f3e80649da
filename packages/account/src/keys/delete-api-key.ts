import { type Action, defineAction } from "@platform/core";
import type { ApiKey } from "./api-key.ts";
import { apiKey, apiKeyIdParams } from "./schemas.ts";

/** Which key. */
export interface DeleteApiKeyParams {
  /** `key_…` */
  keyId: string;
}

/**
 * Revokes a key. It stops working within a second.
 *
 * @throws {NotFoundError} `key_not_found`.
 * @example
 * await deleteApiKey(client, { keyId: key.id });
 */
export const deleteApiKey: Action<DeleteApiKeyParams, ApiKey> = /* @__PURE__ */ defineAction({
  name: "deleteApiKey",
  route: "DELETE /v1/keys/{keyId}",
  params: apiKeyIdParams,
  result: apiKey,
  scope: "account:write",
  errors: ["key_not_found"],
});
