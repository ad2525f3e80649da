import type { CreateIndexParams } from "@platform/vectors";
import type { Slot } from "../engines.ts";
import { fail } from "../http/errors/http-error.ts";
import { need } from "../http/errors/need.ts";
import type { EmbeddingEngine } from "../inference/engine.ts";
import { findModel } from "./find-model.ts";

/** The model of an index that names none, as the contract promises it. */
const standard = { id: "universal-sentence-encoder-lite", dimension: 512 } as const;

/** The model and the dimension of a new index. Without a model it takes vectors only. */
export function chooseModel(
  slot: Slot<EmbeddingEngine>,
  { model, dimension }: Pick<CreateIndexParams, "model" | "dimension">,
): { model: string | null; dimension: number } {
  // Vectors of one's own need no embedding engine.
  if (model === undefined && dimension !== undefined && dimension !== standard.dimension) {
    return { model: null, dimension };
  }
  const info = findModel(need(slot), model ?? standard.id);
  const made = info.dimensions ?? dimension;
  if (made === undefined) {
    const message = `The model ${info.id} does not say how many dimensions it makes. Give \`dimension\`.`;
    return fail(400, "wrong_dimension", message, { param: "dimension" });
  }
  if (dimension === undefined || dimension === made) return { model: info.id, dimension: made };
  const message = `The model ${info.id} makes ${made} dimensions, not ${dimension}. Leave \`dimension\` out.`;
  return fail(400, "wrong_dimension", message, { param: "dimension" });
}
