import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateEmbeddingParams, WireEmbeddingList } from "./create-embedding.ts";

export const createEmbeddingParams: Wire<CreateEmbeddingParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    model: v.text(255),
    input: v.union(
      [v.text(), v.listOf(v.text(), 2_048, "texts")],
      "write a text, or a list of up to 2048 texts, none of them empty; token ids are not taken",
    ),
    dimensions: v.optional(v.whole(1)),
    user: v.optional(v.text(256, 0)),
    encoding_format: v.optional(v.oneOf(["float", "base64"])),
  }),
);

export const wireEmbeddingList: Wire<WireEmbeddingList> = /* @__PURE__ */ wire(() =>
  v.object({
    object: v.oneOf(["list"]),
    data: v.array(
      v.object({
        object: v.oneOf(["embedding"]),
        index: v.number(),
        embedding: v.anyOf([v.numbers(20_000), v.string()], "write numbers, or base64 text"),
      }),
    ),
    model: v.string(),
    usage: v.object({ prompt_tokens: v.number(), total_tokens: v.number() }),
  }),
);
