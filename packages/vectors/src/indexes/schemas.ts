import { type Wire, wire } from "@platform/core";
import { pageParams, tags, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import type { CreateIndexParams } from "./create-index.ts";
import type { DeletedIndex } from "./delete-index.ts";
import type { IndexIdParams } from "./get-index.ts";
import type { ListIndexesParams } from "./list-indexes.ts";
import type { Metric, VectorIndex } from "./vector-index.ts";

const metrics: Metric[] = ["cosine", "euclidean", "dot_product"];

export const createIndexParams: Wire<CreateIndexParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/, "use letters, digits, -, _ and ."),
    ),
    dimension: v.optional(
      v.pipe(
        v.number(),
        v.integer("write a whole number"),
        v.minValue(1, "at least 1"),
        v.maxValue(20_000, "at most 20000"),
      ),
    ),
    metric: v.optional(v.picklist(metrics, `choose from ${metrics.join(", ")}`)),
    model: v.optional(text(255)),
    metadata: v.optional(tags()),
  }),
);

export const indexIdParams: Wire<IndexIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ index: text(128) }),
);

export const listIndexesParams: Wire<ListIndexesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(pageParams()),
);

export const vectorIndex: Wire<VectorIndex> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    name: v.string(),
    dimension: v.number(),
    metric: v.picklist(metrics),
    model: v.nullable(v.string()),
    count: v.number(),
    metadata: v.record(v.string(), v.string()),
    createdAt: timestamp(),
  }),
);

export const deletedIndex: Wire<DeletedIndex> = /* @__PURE__ */ wire(() =>
  v.object({ id: v.string(), name: v.string() }),
);
