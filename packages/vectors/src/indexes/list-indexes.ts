import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listIndexesParams, vectorIndex } from "./schemas.ts";
import type { VectorIndex } from "./vector-index.ts";

/** All of them, page by page. */
export interface ListIndexesParams extends ListParams {}

/**
 * Lists the project's indexes, newest first.
 *
 * @example
 * for await (const index of listIndexes(client)) console.log(index.name, index.count);
 */
export const listIndexes: ListAction<ListIndexesParams, VectorIndex> = /* @__PURE__ */ defineList({
  name: "listIndexes",
  route: "GET /v1/indexes",
  params: listIndexesParams,
  item: vectorIndex,
  scope: "vectors:read",
});
