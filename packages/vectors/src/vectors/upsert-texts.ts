import { type Action, defineAction } from "@platform/core";
import { upsertResult, upsertTextsParams } from "./schemas.ts";
import type { Metadata, UpsertResult } from "./vector.ts";

/** Texts to embed and write. */
export interface UpsertTextsParams {
  /** The index's id or name. */
  index: string;
  /** 1 to 1,000. Of two with one id the later holds. */
  texts: TextInput[];
}

export interface TextInput {
  /** At most 512 bytes of UTF-8. One that is there is replaced. Default: made by the server. */
  id?: string | undefined;
  text: string;
  metadata?: Metadata | undefined;
}

/**
 * Turns texts into vectors with the index's model and writes them: all or none. They can be found at once.
 *
 * @throws {NotFoundError} `index_not_found`, or `model_not_found` when the server no longer serves the model.
 * @throws {ValidationError} `no_model` when the index takes vectors only.
 * @example
 * await upsertTexts(client, { index: "docs", texts: [{ id: "a", text: "Cats sleep a lot." }] });
 */
export const upsertTexts: Action<UpsertTextsParams, UpsertResult> = /* @__PURE__ */ defineAction({
  name: "upsertTexts",
  route: "POST /v1/indexes/{index}/texts",
  params: upsertTextsParams,
  result: upsertResult,
  scope: "vectors:write",
  errors: ["index_not_found", "model_not_found", "no_model", "engine_unavailable"],
});
