import type { SearchResult, SearchTextParams } from "@platform/vectors";
import type { Context } from "../http/operation.ts";
import { embedTexts } from "./embed-texts.ts";
import { findIndex } from "./find-index.ts";
import { search } from "./search.ts";

/** Finds what is nearest in meaning to a text. */
export async function searchText(context: Context, params: SearchTextParams): Promise<SearchResult> {
  const index = await findIndex(context.db, params.index);
  return search(context, index, params, async () => {
    const [values] = await embedTexts(context, index, [params.query]);
    // The engine gives one vector for each text.
    return values!;
  });
}
