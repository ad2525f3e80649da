import type { Model } from "@platform/inference";
import type { ModelInfo } from "./engine.ts";

/** Models are opened with the server. */
const created = Math.floor(performance.timeOrigin / 1000);

/** A model as the contract shows it. */
export const toModel = ({ id, kind, ownedBy, description, dimensions, maxTokens }: ModelInfo): Model => ({
  id,
  object: "model",
  created,
  owned_by: ownedBy,
  kind,
  description,
  ...(dimensions === undefined ? {} : { dimensions }),
  ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
});
