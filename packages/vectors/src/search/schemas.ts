import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import { metadata } from "../vectors/schemas.ts";
import type { Filter } from "./filter.ts";
import type { SearchResult } from "./search-result.ts";
import type { SearchTextParams } from "./search-text.ts";
import type { SearchVectorsParams } from "./search-vectors.ts";

const options = () => ({
  index: text(128),
  limit: v.optional(
    v.pipe(
      v.number(),
      v.integer("write a whole number"),
      v.minValue(1, "at least 1"),
      v.maxValue(1_000, "at most 1000"),
    ),
  ),
  // Its grammar is recursive and checked by the server, which names the place that is wrong.
  filter: v.optional(v.record(v.string(), v.unknown()) as v.GenericSchema<Filter>),
  includeValues: v.optional(v.boolean()),
  includeMetadata: v.optional(v.boolean()),
});

export const searchVectorsParams: Wire<SearchVectorsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...options(),
    vector: v.pipe(
      v.array(v.pipe(v.number("write numbers"), v.finite())),
      v.minLength(1),
      v.maxLength(20_000),
    ),
  }),
);

export const searchTextParams: Wire<SearchTextParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...options(), query: text(100_000) }),
);

export const searchResult: Wire<SearchResult> = /* @__PURE__ */ wire(() =>
  v.object({
    hits: v.array(
      v.object({
        id: v.string(),
        score: v.number(),
        text: v.nullable(v.string()),
        metadata: v.optional(metadata()),
        values: v.optional(v.array(v.number())),
      }),
    ),
  }),
);
