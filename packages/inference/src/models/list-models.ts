import { type Action, defineAction } from "@platform/core";
import type { Model } from "./model.ts";
import { listModelsParams, modelList } from "./schemas.ts";

/** Nothing to say: all models are listed. */
export interface ListModelsParams {}

/** Models in OpenAI's list shape; all of them, in one answer. */
export interface ModelList {
  object: "list";
  data: Model[];
}

/**
 * Lists the models this server can use now.
 *
 * @example
 * const { data } = await listModels(client);
 */
export const listModels: Action<ListModelsParams, ModelList> = /* @__PURE__ */ defineAction({
  name: "listModels",
  route: "GET /v1/models",
  params: listModelsParams,
  result: modelList,
  scope: "inference:read",
});
