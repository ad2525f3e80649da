import type { SearchResult, SearchVectorsParams } from "@platform/vectors";
import type { Context } from "../http/operation.ts";
import { toValues } from "./check-input.ts";
import { findIndex } from "./find-index.ts";
import { search } from "./search.ts";

/** Finds what is nearest to a vector. */
export async function searchVectors(context: Context, params: SearchVectorsParams): Promise<SearchResult> {
  const index = await findIndex(context.db, params.index);
  return search(context, index, params, async () => toValues(params.vector, index, "vector"));
}
