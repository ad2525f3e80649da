import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { ApiKey } from "./api-key.ts";
import { apiKey, listApiKeysParams } from "./schemas.ts";

/** Which keys; all of the project without a filter. */
export interface ListApiKeysParams extends ListParams {
  /** Another active project of the organization; needs `organization:read`. Default: the project of the key that asks. */
  projectId?: string | undefined;
  /** `mem_…` */
  memberId?: string | undefined;
}

/**
 * Lists the project's keys in force, newest first.
 *
 * @throws {NotFoundError} `project_not_found`.
 * @example
 * for await (const key of listApiKeys(client)) console.log(key.name, key.lastUsedAt);
 */
export const listApiKeys: ListAction<ListApiKeysParams, ApiKey> = /* @__PURE__ */ defineList({
  name: "listApiKeys",
  route: "GET /v1/keys",
  params: listApiKeysParams,
  item: apiKey,
  scope: "account:read",
  errors: ["project_not_found"],
});
