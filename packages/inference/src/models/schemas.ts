import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { GetModelParams } from "./get-model.ts";
import type { ListModelsParams, ModelList } from "./list-models.ts";
import type { Model } from "./model.ts";

export const listModelsParams: Wire<ListModelsParams> = /* @__PURE__ */ wire(() => v.strictObject({}));

export const getModelParams: Wire<GetModelParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ model: v.text(255) }),
);

const modelShape = () =>
  v.object({
    id: v.string(),
    object: v.oneOf(["model"]),
    created: v.number(),
    owned_by: v.string(),
    kind: v.oneOf(["chat", "embedding"]),
    description: v.string(),
    dimensions: v.optional(v.number()),
    max_tokens: v.optional(v.number()),
  });

export const model: Wire<Model> = /* @__PURE__ */ wire(modelShape);

export const modelList: Wire<ModelList> = /* @__PURE__ */ wire(() =>
  v.object({ object: v.oneOf(["list"]), data: v.array(modelShape()) }),
);
