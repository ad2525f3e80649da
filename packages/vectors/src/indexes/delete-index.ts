import { type Action, defineAction } from "@platform/core";
import type { IndexIdParams } from "./get-index.ts";
import { deletedIndex, indexIdParams } from "./schemas.ts";

/** What was deleted. */
export interface DeletedIndex {
  id: string;
  name: string;
}

/**
 * Deletes an index with every vector in it. There is no way back.
 *
 * @throws {NotFoundError} `index_not_found`.
 * @example
 * await deleteIndex(client, { index: "docs" });
 */
export const deleteIndex: Action<IndexIdParams, DeletedIndex> = /* @__PURE__ */ defineAction({
  name: "deleteIndex",
  route: "DELETE /v1/indexes/{index}",
  params: indexIdParams,
  result: deletedIndex,
  scope: "vectors:write",
  errors: ["index_not_found"],
});
