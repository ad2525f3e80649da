import { type Action, defineAction } from "@platform/core";
import type { SearchResult } from "./search-result.ts";
import type { SearchOptions } from "./search-vectors.ts";
import { searchResult, searchTextParams } from "./schemas.ts";

/** What to search for. */
export interface SearchTextParams extends SearchOptions {
  /** A question or a phrase; embedded with the index's model. */
  query: string;
}

/**
 * Finds what is nearest in meaning to a text.
 *
 * @throws {NotFoundError} `index_not_found`, or `model_not_found` when the server no longer serves the model.
 * @throws {ValidationError} `no_model` when the index takes vectors only; `invalid_filter` with the place in `param`.
 * @example
 * const { hits } = await searchText(client, { index: "docs", query: "How do I cancel?", limit: 3 });
 */
export const searchText: Action<SearchTextParams, SearchResult> = /* @__PURE__ */ defineAction({
  name: "searchText",
  route: "POST /v1/indexes/{index}/search/text",
  params: searchTextParams,
  result: searchResult,
  scope: "vectors:read",
  errors: ["index_not_found", "model_not_found", "no_model", "invalid_filter", "engine_unavailable"],
});
