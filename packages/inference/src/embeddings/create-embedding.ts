import { defineAction, mapAction, type MappedAction } from "@platform/core";
import { toNumbers } from "./decode-embedding.ts";
import { createEmbeddingParams, wireEmbeddingList } from "./schemas.ts";

/** Texts to turn into vectors, in OpenAI's names. */
export interface CreateEmbeddingParams {
  /** One of `listModels`. */
  model: string;
  /** A text, or up to 2,048 of them; none may be empty. */
  input: string | string[];
  /** Only the model's own number is taken. Default: that. */
  dimensions?: number | undefined;
  /** Who asked, for the ledger. */
  user?: string | undefined;
  /** How numbers travel: `"base64"` is a quarter of the size. Either way the result holds numbers. Default `"float"`. */
  encoding_format?: "float" | "base64" | undefined;
}

/** Vectors in the order of the texts, in OpenAI's shape. */
export interface EmbeddingList {
  object: "list";
  data: Embedding[];
  model: string;
  usage: { prompt_tokens: number; total_tokens: number };
}

export interface Embedding {
  object: "embedding";
  index: number;
  /** Unit length. */
  embedding: number[];
}

/** The list as it travels. */
export type WireEmbeddingList = Omit<EmbeddingList, "data"> & {
  data: (Omit<Embedding, "embedding"> & { embedding: number[] | string })[];
};

/**
 * Turns texts into vectors of unit length. Any OpenAI client can call the same route.
 *
 * @throws {NotFoundError} `model_not_found`.
 * @throws {ValidationError} `unsupported_parameter` for `dimensions` other than the model's own.
 * @example
 * const { data } = await createEmbedding(client, {
 *   model: "universal-sentence-encoder-lite", input: ["a cat", "a dog"],
 * });
 */
export const createEmbedding: MappedAction<CreateEmbeddingParams, WireEmbeddingList, EmbeddingList> =
  /* @__PURE__ */ mapAction(
    /* @__PURE__ */ defineAction({
      name: "createEmbedding",
      route: "POST /v1/embeddings",
      params: createEmbeddingParams,
      result: wireEmbeddingList,
      scope: "inference:write",
      errors: ["model_not_found", "unsupported_parameter"],
    }),
    (_client, list) => ({
      ...list,
      data: list.data.map((one) => ({ ...one, embedding: toNumbers(one.embedding) })),
    }),
  );
