import { type Action, defineAction } from "@platform/core";
import { upsertResult, upsertVectorsParams } from "./schemas.ts";
import type { Metadata, UpsertResult } from "./vector.ts";

/** Vectors to write. */
export interface UpsertVectorsParams {
  /** The index's id or name. */
  index: string;
  /** 1 to 1,000. Of two with one id the later holds. */
  vectors: VectorInput[];
}

export interface VectorInput {
  /** At most 512 bytes of UTF-8. One that is there is replaced. Default: made by the server. */
  id?: string | undefined;
  /** As many numbers as the index has dimensions; kept as 32-bit floats. */
  values: number[];
  metadata?: Metadata | undefined;
  /** The text it stands for, given back by searches. */
  text?: string | undefined;
}

/**
 * Writes vectors: all of them or, when one is wrong, none. They can be found at once.
 *
 * @throws {NotFoundError} `index_not_found`.
 * @throws {ValidationError} `wrong_dimension`, with the place in `param`.
 * @example
 * await upsertVectors(client, { index: "docs", vectors: [{ id: "a", values: embedding, metadata: { lang: "en" } }] });
 */
export const upsertVectors: Action<UpsertVectorsParams, UpsertResult> = /* @__PURE__ */ defineAction({
  name: "upsertVectors",
  route: "POST /v1/indexes/{index}/vectors",
  params: upsertVectorsParams,
  result: upsertResult,
  scope: "vectors:write",
  errors: ["index_not_found", "wrong_dimension", "engine_unavailable"],
});
