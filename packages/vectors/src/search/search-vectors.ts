import { type Action, defineAction } from "@platform/core";
import type { Filter } from "./filter.ts";
import type { SearchResult } from "./search-result.ts";
import { searchResult, searchVectorsParams } from "./schemas.ts";

/** What every search takes. */
export interface SearchOptions {
  /** The index's id or name. */
  index: string;
  /** Most hits, 1 to 1,000. Default 10. */
  limit?: number | undefined;
  filter?: Filter | undefined;
  /** Give vectors back with the hits. Default `false`. */
  includeValues?: boolean | undefined;
  /** Give metadata back with the hits. Default `true`. */
  includeMetadata?: boolean | undefined;
}

/** What to search for. */
export interface SearchVectorsParams extends SearchOptions {
  /** As many numbers as the index has dimensions. */
  vector: number[];
}

/**
 * Finds the nearest vectors.
 *
 * @throws {NotFoundError} `index_not_found`.
 * @throws {ValidationError} `wrong_dimension`, or `invalid_filter` with the place in `param`.
 * @example
 * const { hits } = await searchVectors(client, { index: "docs", vector: embedding, limit: 5 });
 */
export const searchVectors: Action<SearchVectorsParams, SearchResult> = /* @__PURE__ */ defineAction({
  name: "searchVectors",
  route: "POST /v1/indexes/{index}/search",
  params: searchVectorsParams,
  result: searchResult,
  scope: "vectors:read",
  errors: ["index_not_found", "wrong_dimension", "invalid_filter", "engine_unavailable"],
});
