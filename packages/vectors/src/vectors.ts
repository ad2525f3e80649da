import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
import { createIndex, type CreateIndexParams } from "./indexes/create-index.ts";
import { deleteIndex, type DeletedIndex } from "./indexes/delete-index.ts";
import { getIndex, type IndexIdParams } from "./indexes/get-index.ts";
import { listIndexes, type ListIndexesParams } from "./indexes/list-indexes.ts";
import type { VectorIndex } from "./indexes/vector-index.ts";
import type { SearchResult } from "./search/search-result.ts";
import { searchText, type SearchTextParams } from "./search/search-text.ts";
import { searchVectors, type SearchVectorsParams } from "./search/search-vectors.ts";
import { upsertTexts, type UpsertTextsParams } from "./vectors/upsert-texts.ts";
import { upsertVectors, type UpsertVectorsParams } from "./vectors/upsert-vectors.ts";
import type { UpsertResult } from "./vectors/vector.ts";

/** Vector indexes and what is in them, grouped by what is worked on. */
export interface Vectors {
  readonly indexes: {
    /** {@link createIndex} */
    readonly create: Bound<CreateIndexParams, VectorIndex>;
    /** {@link getIndex} */
    readonly get: Bound<IndexIdParams, VectorIndex>;
    /** {@link listIndexes} */
    readonly list: BoundList<ListIndexesParams, VectorIndex>;
    /** {@link deleteIndex} */
    readonly delete: Bound<IndexIdParams, DeletedIndex>;
  };
  /** {@link upsertVectors} */
  readonly upsert: Bound<UpsertVectorsParams, UpsertResult>;
  /** {@link upsertTexts} */
  readonly upsertTexts: Bound<UpsertTextsParams, UpsertResult>;
  /** {@link searchVectors} */
  readonly search: Bound<SearchVectorsParams, SearchResult>;
  /** {@link searchText} */
  readonly searchText: Bound<SearchTextParams, SearchResult>;
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { indexes, searchText } = vectors(client);
 */
export function vectors(clientOrOptions?: Client | ClientOptions): Vectors {
  const client = toClient(clientOrOptions);
  return {
    indexes: {
      create: bind(client, createIndex),
      get: bind(client, getIndex),
      list: bind(client, listIndexes),
      delete: bind(client, deleteIndex),
    },
    upsert: bind(client, upsertVectors),
    upsertTexts: bind(client, upsertTexts),
    search: bind(client, searchVectors),
    searchText: bind(client, searchText),
  };
}
