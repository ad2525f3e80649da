import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { metadata } from "../vectors/schemas.ts";
import type { Filter } from "./filter.ts";
import type { SearchResult } from "./search-result.ts";
import type { SearchTextParams } from "./search-text.ts";
import type { SearchVectorsParams } from "./search-vectors.ts";

const options = () => ({
  index: v.text(128),
  limit: v.optional(v.whole(1, 1_000)),
  // Its grammar is recursive and checked by the server, which names the place that is wrong.
  filter: v.optional(v.record(v.string(), v.unknown()) as v.GenericSchema<Filter>),
  includeValues: v.optional(v.boolean()),
  includeMetadata: v.optional(v.boolean()),
});

export const searchVectorsParams: Wire<SearchVectorsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...options(),
    vector: v.numbers(20_000),
  }),
);

export const searchTextParams: Wire<SearchTextParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...options(), query: v.text(100_000) }),
);

export const searchResult: Wire<SearchResult> = /* @__PURE__ */ wire(() =>
  v.object({
    hits: v.array(
      v.object({
        id: v.string(),
        score: v.number(),
        text: v.nullable(v.string()),
        metadata: v.optional(metadata()),
        values: v.optional(v.numbers(20_000)),
      }),
    ),
  }),
);
