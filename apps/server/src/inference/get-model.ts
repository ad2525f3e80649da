import type { GetModelParams, Model } from "@platform/inference";
import type { Context } from "../http/operation.ts";
import { allModels, modelNotFound } from "./find-model.ts";
import { toModel } from "./to-model.ts";

/** Reads one model, whatever it is for. */
export async function getModel({ engines }: Context, { model: id }: GetModelParams): Promise<Model> {
  const model = allModels(engines).find((one) => one.id === id);
  return model ? toModel(model) : modelNotFound(engines, id, [engines.chat, engines.embedding]);
}
