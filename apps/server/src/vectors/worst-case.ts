import type {
  SearchTextParams,
  SearchVectorsParams,
  UpsertTextsParams,
  UpsertVectorsParams,
} from "@platform/vectors";
import { need } from "../http/errors/need.ts";
import { boundTokens, tokenNote } from "../http/meter/token-bounds.ts";
import type { WorstCase, WorstCaseOf } from "../http/meter/worst-case.ts";
import { findIndex } from "./find-index.ts";
import { findModel } from "./find-model.ts";
import { modelOf } from "./model-of.ts";

/** One write a vector. */
export const upsertVectorsWorstCase: WorstCaseOf<UpsertVectorsParams> = async (
  { db },
  { index, vectors },
) => {
  await findIndex(db, index);
  return { units: { vector_write: String(vectors.length) } };
};

/** One write and the tokens of each text. */
export const upsertTextsWorstCase: WorstCaseOf<UpsertTextsParams> = (context, { index, texts }) =>
  embedded(
    context,
    index,
    texts.map(({ text }) => text),
    { vector_write: String(texts.length) },
  );

export const searchVectorsWorstCase: WorstCaseOf<SearchVectorsParams> = async ({ db }, { index }) => {
  await findIndex(db, index);
  return { units: { vector_read: "1" } };
};

/** One read and the tokens of the question. */
export const searchTextWorstCase: WorstCaseOf<SearchTextParams> = (context, { index, query }) =>
  embedded(context, index, [query], { vector_read: "1" });

/** With the labels of the index's model, as `embedTexts` meters it. */
async function embedded(
  { db, engines }: Parameters<WorstCaseOf<never>>[0],
  name: string,
  texts: readonly string[],
  units: Readonly<Record<string, string>>,
): Promise<WorstCase> {
  const model = modelOf(await findIndex(db, name));
  const { ownedBy: provider } = findModel(need(engines.embedding), model);
  const { likely, worst } = boundTokens(texts);
  return {
    ...{ provider, model, notes: [tokenNote] },
    units: { ...units, input_token: String(worst) },
    likely: { ...units, input_token: String(likely) },
  };
}
