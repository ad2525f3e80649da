import type { SearchTextParams, UpsertTextsParams, UpsertVectorsParams } from "@platform/vectors";
import type { WorstCase } from "../http/meter/budgets.ts";
import type { Context } from "../http/operation.ts";
import { need } from "../http/errors/need.ts";
import { findIndex } from "./find-index.ts";
import { findModel } from "./find-model.ts";

/** Marks at either end of a text, in tokens. */
const aroundText = 16;

/** One write a vector. */
export const upsertVectorsWorstCase = (_: Context, { vectors }: UpsertVectorsParams): WorstCase => ({
  units: { vector_write: String(vectors.length) },
});

/** One write and the tokens of each text. */
export const upsertTextsWorstCase = (
  context: Context,
  { index, texts }: UpsertTextsParams,
): Promise<WorstCase> =>
  embedded(
    context,
    index,
    texts.map(({ text }) => text),
    { vector_write: String(texts.length) },
  );

export const searchVectorsWorstCase = (): WorstCase => ({ units: { vector_read: "1" } });

/** One read and the tokens of the question. */
export const searchTextWorstCase = (
  context: Context,
  { index, query }: SearchTextParams,
): Promise<WorstCase> => embedded(context, index, [query], { vector_read: "1" });

/** With the labels of the index's model, as `embedTexts` meters it. No token is shorter than a byte. */
async function embedded(
  { db, engines }: Context,
  name: string,
  texts: readonly string[],
  units: Record<string, string>,
): Promise<WorstCase> {
  const { model } = await findIndex(db, name);
  // The handler says what is wrong with such an index.
  if (model === null) return { units };
  const { ownedBy: provider } = findModel(need(engines.embedding), model);
  const tokens = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + aroundText, 0);
  return { units: { ...units, input_token: String(tokens) }, provider, model };
}
