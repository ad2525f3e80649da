import { type Action, defineAction } from "@platform/core";
import type { CreatedApiKey } from "./api-key.ts";
import { createdApiKey, rotateApiKeyParams } from "./schemas.ts";

/** Which key, and how long it still works. */
export interface RotateApiKeyParams {
  /** `key_…` */
  keyId: string;
  /**
   * Seconds that the old key and its tokens still work, 0 to 2,592,000 (30 days); never longer than they would have.
   * Default 86,400.
   */
  overlapSeconds?: number | undefined;
}

/**
 * Makes a key to take the place of another, with its name, scopes and member. A key that expires gets as long a life again as
 * the old one was given.
 *
 * @throws {NotFoundError} `key_not_found`.
 * @throws {ConflictError} `key_replaced` when it was rotated already.
 * @throws {PermissionError} `scope_not_held` when the key, or its member's role, may do more than the one that asks.
 * @example
 * const { key } = await rotateApiKey(client, { keyId: old.id, overlapSeconds: 3_600 });
 */
export const rotateApiKey: Action<RotateApiKeyParams, CreatedApiKey> = /* @__PURE__ */ defineAction({
  name: "rotateApiKey",
  route: "POST /v1/keys/{keyId}/rotate",
  params: rotateApiKeyParams,
  result: createdApiKey,
  scope: "account:write",
  errors: ["key_not_found", "key_replaced", "scope_not_held"],
});
