import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import type { CreateEmbeddingParams, WireEmbeddingList } from "./create-embedding.ts";

const input = () => v.pipe(v.string(), v.minLength(1, "must not be empty"));

export const createEmbeddingParams: Wire<CreateEmbeddingParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    model: text(255),
    input: v.union(
      [
        input(),
        v.pipe(
          v.array(input()),
          v.minLength(1, "at least one text"),
          v.maxLength(2_048, "at most 2048 texts"),
        ),
      ],
      "write a text, or a list of up to 2048 texts, none of them empty; token ids are not taken",
    ),
    dimensions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    user: v.optional(v.pipe(v.string(), v.maxLength(256, "at most 256 characters"))),
    encoding_format: v.optional(v.picklist(["float", "base64"], "choose from float, base64")),
  }),
);

export const wireEmbeddingList: Wire<WireEmbeddingList> = /* @__PURE__ */ wire(() =>
  v.object({
    object: v.literal("list"),
    data: v.array(
      v.object({
        object: v.literal("embedding"),
        index: v.number(),
        embedding: v.union([v.array(v.number()), v.string()]),
      }),
    ),
    model: v.string(),
    usage: v.object({ prompt_tokens: v.number(), total_tokens: v.number() }),
  }),
);
