import { EngineError } from "../engine-error.ts";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import type { IndexRow } from "./find-index.ts";
import { findModel } from "./find-model.ts";
import { modelOf } from "./model-of.ts";

/** Turns texts into vectors with the index's model, and meters their tokens by it. */
export async function embedTexts(
  { engines, signal, meter }: Pick<Context, "engines" | "signal" | "meter">,
  index: IndexRow,
  texts: readonly string[],
): Promise<readonly Float32Array[]> {
  const { name, dimension } = index;
  const model = modelOf(index);
  const engine = need(engines.embedding);
  const { ownedBy } = findModel(engine, model);
  const { vectors, tokens } = await engine.embed(model, texts, signal);
  const wrong = vectors.find((values) => values.length !== dimension);
  if (wrong) {
    throw new EngineError(
      "upstream_failed",
      `The model ${model} made ${wrong.length} dimensions; the index ${name} has ${dimension}. Make a new index.`,
    );
  }
  meter({ input_token: `${tokens}` }, { provider: ownedBy, model });
  return vectors;
}
