import { need } from "../../http/errors/need.ts";
import type { WorstCase, WorstCaseOf } from "../../http/meter/worst-case.ts";
import { boundTokens, tokenNote } from "../../inference/worst-case/token-bounds.ts";
import { fail } from "../../http/errors/http-error.ts";
import { findIndex } from "../find-index.ts";
import { findModel } from "../find-model.ts";

type Context = Parameters<WorstCaseOf<never>>[0];

/** Texts embedded with an index's model, and what is then done with their vectors. */
export async function textsWorstCase(
  { db, engines }: Context,
  indexName: string,
  texts: readonly string[],
  then: Readonly<Record<string, string>>,
): Promise<WorstCase> {
  const { name, model } = await findIndex(db, indexName);
  if (model === null) {
    const message = `The index ${name} has no embedding model: give it vectors, or make one with a model.`;
    return fail(400, "no_model", message, { param: "index" });
  }
  const { ownedBy } = findModel(need(engines.embedding), model);
  const { likely, worst } = boundTokens(texts);
  return {
    ...{ provider: ownedBy, model },
    units: { ...then, input_token: String(worst) },
    likely: { ...then, input_token: String(likely) },
    notes: [tokenNote],
  };
}
