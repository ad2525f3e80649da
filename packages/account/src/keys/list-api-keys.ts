import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { ApiKey } from "./api-key.ts";
import { apiKey, listApiKeysParams } from "./schemas.ts";

/** All of them, page by page. */
export interface ListApiKeysParams extends ListParams {}

/**
 * Lists the project's keys that work, newest first.
 *
 * @example
 * for await (const key of listApiKeys(client)) console.log(key.name, key.lastUsedAt);
 */
export const listApiKeys: ListAction<ListApiKeysParams, ApiKey> = /* @__PURE__ */ defineList({
  name: "listApiKeys",
  route: "GET /v1/keys",
  params: listApiKeysParams,
  item: apiKey,
  scope: "account:read",
});
