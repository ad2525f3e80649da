import type { CreateEmbeddingParams } from "@platform/inference";
import type { WorstCase } from "../http/meter/budgets.ts";
import type { Context } from "../http/operation.ts";
import { findModel } from "./find-model.ts";

/** Marks at either end of a text, in tokens. */
const aroundText = 16;

/** No token is shorter than a byte. */
export function embeddingWorstCase({ engines }: Context, params: CreateEmbeddingParams): WorstCase {
  const { id: model, ownedBy: provider } = findModel(engines, "embedding", params.model);
  const texts = typeof params.input === "string" ? [params.input] : params.input;
  return {
    units: { input_token: String(mostTokens(texts)) },
    provider,
    model,
    userId: params.user || undefined,
  };
}

/** How many tokens texts may have at most. */
const mostTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text) + aroundText, 0);
