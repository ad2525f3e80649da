import type { CreateEmbeddingParams } from "@platform/inference";
import type { WorstCaseOf } from "../../http/meter/worst-case.ts";
import { findModel } from "../find-model.ts";
import { boundTokens, tokenNote } from "./token-bounds.ts";

/** The tokens of all texts. */
export const embeddingWorstCase: WorstCaseOf<CreateEmbeddingParams> = ({ engines }, { model: id, input }) => {
  const model = findModel(engines, "embedding", id);
  const { likely, worst } = boundTokens(typeof input === "string" ? [input] : input);
  return {
    ...{ provider: model.ownedBy, model: model.id },
    units: { input_token: String(worst) },
    likely: { input_token: String(likely) },
    notes: [tokenNote],
  };
};
