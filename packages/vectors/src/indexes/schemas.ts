import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateIndexParams } from "./create-index.ts";
import type { DeletedIndex } from "./delete-index.ts";
import type { IndexIdParams } from "./get-index.ts";
import type { ListIndexesParams } from "./list-indexes.ts";
import type { Metric, VectorIndex } from "./vector-index.ts";

const metrics: Metric[] = ["cosine", "euclidean", "dot_product"];

export const createIndexParams: Wire<CreateIndexParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.shaped(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/, "use letters, digits, -, _ and ."),
    dimension: v.optional(v.whole(1, 20_000)),
    metric: v.optional(v.oneOf(metrics)),
    model: v.optional(v.text(255)),
    metadata: v.optional(v.tags()),
  }),
);

export const indexIdParams: Wire<IndexIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ index: v.text(128) }),
);

export const listIndexesParams: Wire<ListIndexesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const vectorIndex: Wire<VectorIndex> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    name: v.string(),
    dimension: v.number(),
    metric: v.oneOf(metrics),
    model: v.nullable(v.string()),
    count: v.number(),
    metadata: v.record(v.string(), v.string()),
    createdAt: v.timestamp(),
  }),
);

export const deletedIndex: Wire<DeletedIndex> = /* @__PURE__ */ wire(() =>
  v.object({ id: v.string(), name: v.string() }),
);
