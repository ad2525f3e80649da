import { fail } from "../http/errors/http-error.ts";
import type { EmbeddingEngine, ModelInfo } from "../inference/engine.ts";

/** What the engine says of an embedding model; 404 when it does not serve it. */
export function findModel({ models }: EmbeddingEngine, id: string): ModelInfo {
  const served = models.filter(({ kind }) => kind === "embedding");
  const found = served.find((model) => model.id === id);
  if (found) return found;
  const names = served.map((model) => model.id).join(", ");
  return fail(404, "model_not_found", `This server has no embedding model ${id}. It has: ${names}.`, {
    param: "model",
  });
}
