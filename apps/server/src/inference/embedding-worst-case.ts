import type { CreateEmbeddingParams } from "@platform/inference";
import { boundTokens, tokenNote } from "../http/meter/token-bounds.ts";
import type { WorstCaseOf } from "../http/meter/worst-case.ts";
import { findModel } from "./find-model.ts";

/** The tokens of all texts. */
export const embeddingWorstCase: WorstCaseOf<CreateEmbeddingParams> = ({ engines }, params) => {
  const { id: model, ownedBy: provider } = findModel(engines, "embedding", params.model);
  const { likely, worst } = boundTokens(typeof params.input === "string" ? [params.input] : params.input);
  return {
    ...{ provider, model, userId: params.user || undefined },
    units: { input_token: String(worst) },
    likely: { input_token: String(likely) },
    notes: [tokenNote],
  };
};
