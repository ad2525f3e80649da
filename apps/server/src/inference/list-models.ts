import type { ModelList } from "@platform/inference";
import type { Context } from "../http/operation.ts";
import { allModels } from "./find-model.ts";
import { toModel } from "./to-model.ts";

/** Lists what can be used now: models that chat, then those that embed. */
export async function listModels({ engines }: Context): Promise<ModelList> {
  return { object: "list", data: allModels(engines).map(toModel) };
}
