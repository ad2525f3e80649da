import { type Action, defineAction } from "@platform/core";
import { indexIdParams, vectorIndex } from "./schemas.ts";
import type { VectorIndex } from "./vector-index.ts";

/** Which index. */
export interface IndexIdParams {
  /** Its id (`idx_…`) or its name. */
  index: string;
}

/**
 * Reads one index.
 *
 * @throws {NotFoundError} `index_not_found`.
 * @example
 * const { count } = await getIndex(client, { index: "docs" });
 */
export const getIndex: Action<IndexIdParams, VectorIndex> = /* @__PURE__ */ defineAction({
  name: "getIndex",
  route: "GET /v1/indexes/{index}",
  params: indexIdParams,
  result: vectorIndex,
  scope: "vectors:read",
  errors: ["index_not_found"],
});
