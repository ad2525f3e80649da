import type { CreateEmbeddingParams, WireEmbeddingList } from "@platform/inference";
import { fail } from "../http/errors/http-error.ts";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { findModel } from "./find-model.ts";
import { toBase64 } from "./to-base64.ts";
import { toWireError } from "./to-wire-error.ts";

/** Turns texts into vectors, in their order. */
export async function createEmbedding(
  context: Context,
  params: CreateEmbeddingParams,
): Promise<WireEmbeddingList> {
  const { engines, signal, meter } = context;
  const engine = need(engines.embedding);
  const model = findModel(engines, "embedding", params.model);
  const { dimensions = model.dimensions, encoding_format: format = "float", user } = params;
  if (dimensions !== model.dimensions) {
    const message = `${model.id} gives ${model.dimensions} dimensions and cannot shorten them. Leave "dimensions" out.`;
    fail(400, "unsupported_parameter", message, { param: "dimensions" });
  }
  const texts = typeof params.input === "string" ? [params.input] : params.input;
  const { vectors, tokens } = await engine.embed(model.id, texts, signal).catch((error: unknown) => {
    throw toWireError(error);
  });
  meter(
    { input_token: String(tokens) },
    { provider: model.ownedBy, model: model.id, userId: user || undefined },
  );
  const encode = format === "base64" ? toBase64 : (vector: Float32Array) => [...vector];
  return {
    object: "list",
    data: vectors.map((vector, index) => ({ object: "embedding", index, embedding: encode(vector) })),
    model: model.id,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
