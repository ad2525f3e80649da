import { type Action, defineAction } from "@platform/core";
import { createIndexParams, vectorIndex } from "./schemas.ts";
import type { Metric, VectorIndex } from "./vector-index.ts";

/** What the index should be. */
export interface CreateIndexParams {
  /** Unique in the project: letters, digits, `-`, `_`, `.`, at most 128. */
  name: string;
  /** Numbers in a vector, 1 to 20,000. Default: what `model` makes; any other number is refused. */
  dimension?: number | undefined;
  /** Default `"cosine"`. */
  metric?: Metric | undefined;
  /**
   * The embedding model for texts. Default: `"universal-sentence-encoder-lite"` (512 dimensions), unless
   * `dimension` is another than 512: then there is none, and the index takes vectors only.
   */
  model?: string | undefined;
  metadata?: Record<string, string> | undefined;
}

/**
 * Makes an empty index.
 *
 * @throws {ConflictError} `index_exists` when the name is taken.
 * @throws {NotFoundError} `model_not_found`.
 * @throws {ValidationError} `wrong_dimension` when `model` makes vectors of another dimension.
 * @example
 * const index = await createIndex(client, { name: "docs" });
 */
export const createIndex: Action<CreateIndexParams, VectorIndex> = /* @__PURE__ */ defineAction({
  name: "createIndex",
  route: "POST /v1/indexes",
  params: createIndexParams,
  result: vectorIndex,
  scope: "vectors:write",
  errors: ["index_exists", "model_not_found", "wrong_dimension", "engine_unavailable"],
});
