import * as actions from "@platform/vectors";
import { serve } from "../http/serve.ts";
import { createIndex } from "./create-index.ts";
import { deleteIndex } from "./delete-index.ts";
import { getIndex } from "./get-index.ts";
import { listIndexes } from "./list-indexes.ts";
import { searchText } from "./search-text.ts";
import { searchVectors } from "./search-vectors.ts";
import { upsertTexts } from "./upsert-texts.ts";
import { upsertVectors } from "./upsert-vectors.ts";
import {
  searchTextWorstCase,
  searchVectorsWorstCase,
  upsertTextsWorstCase,
  upsertVectorsWorstCase,
} from "./worst-case.ts";

/** A thousand vectors of 1,536 dimensions, written out. */
const bodyLimit = 32 * 1024 * 1024;

/** Vector operations as the server serves them. */
export const vectorsOperations = [
  serve(actions.createIndex, createIndex, { effect: "database" }),
  serve(actions.getIndex, getIndex, { effect: "database" }),
  serve(actions.listIndexes, listIndexes, { effect: "database" }),
  serve(actions.deleteIndex, deleteIndex),
  serve(actions.upsertVectors, upsertVectors, { bodyLimit, worstCase: upsertVectorsWorstCase }),
  serve(actions.upsertTexts, upsertTexts, { bodyLimit, worstCase: upsertTextsWorstCase }),
  serve(actions.searchVectors, searchVectors, { effect: "none", worstCase: searchVectorsWorstCase }),
  serve(actions.searchText, searchText, { effect: "none", worstCase: searchTextWorstCase }),
];
