import { type Action, defineAction } from "@platform/core";
import type { Model } from "./model.ts";
import { getModelParams, model } from "./schemas.ts";

/** Which model. */
export interface GetModelParams {
  /** Its id; slashes are fine. */
  model: string;
}

/**
 * Reads one model.
 *
 * @throws {NotFoundError} `model_not_found`.
 * @example
 * const { description } = await getModel(client, { model: "extract" });
 */
export const getModel: Action<GetModelParams, Model> = /* @__PURE__ */ defineAction({
  name: "getModel",
  route: "GET /v1/models/{model}",
  params: getModelParams,
  result: model,
  scope: "inference:read",
  errors: ["model_not_found"],
});
