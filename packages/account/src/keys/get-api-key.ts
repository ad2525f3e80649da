import { type Action, defineAction } from "@platform/core";
import type { ApiKey } from "./api-key.ts";
import { apiKey, apiKeyIdParams } from "./schemas.ts";

/** Which key. */
export interface GetApiKeyParams {
  /** `key_…` */
  keyId: string;
}

/**
 * Reads a key that works, without the key itself.
 *
 * @throws {NotFoundError} `key_not_found`, also when it was revoked or has expired.
 * @example
 * const { scopes, lastUsedAt } = await getApiKey(client, { keyId: key.id });
 */
export const getApiKey: Action<GetApiKeyParams, ApiKey> = /* @__PURE__ */ defineAction({
  name: "getApiKey",
  route: "GET /v1/keys/{keyId}",
  params: apiKeyIdParams,
  result: apiKey,
  scope: "account:read",
  errors: ["key_not_found"],
});
