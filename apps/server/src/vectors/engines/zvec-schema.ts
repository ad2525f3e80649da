import type { ZVecCollectionSchema } from "@zvec/zvec";
import type { IndexSpec, Metric } from "../engine.ts";
import type { Zvec } from "./zvec-binding.ts";

/** Names of the fields of a row as zvec stores it. */
export const fields = { vector: "vector", tokens: "tokens", id: "row_id" } as const;

/** Changes whenever the same row would be stored differently, so that older folders are built anew. */
const layout = "rows_v1";

/** The dimensions zvec takes. */
export const dimensions = { least: 1, most: 20_000 } as const;

/** int8 HNSW: a quarter of the memory at the same recall, as the full vectors refine the result. */
export function schemaFor(zvec: Zvec, { dimension, metric }: IndexSpec): ZVecCollectionSchema {
  return new zvec.ZVecCollectionSchema({
    name: layout,
    vectors: {
      name: fields.vector,
      dataType: zvec.ZVecDataType.VECTOR_FP32,
      dimension,
      indexParams: {
        indexType: zvec.ZVecIndexType.HNSW,
        metricType: metricType(zvec, metric),
        m: 16,
        efConstruction: 128,
        quantizeType: zvec.ZVecQuantizeType.INT8,
      },
    },
    fields: [
      {
        name: fields.tokens,
        dataType: zvec.ZVecDataType.ARRAY_STRING,
        indexParams: { indexType: zvec.ZVecIndexType.INVERT, enableRangeOptimization: false },
      },
      { name: fields.id, dataType: zvec.ZVecDataType.STRING },
    ],
  });
}

/** Whether a stored collection is what the specification asks for. */
export function fits(zvec: Zvec, schema: ZVecCollectionSchema, { dimension, metric }: IndexSpec): boolean {
  if (schema.name !== layout) return false;
  const vector = schema.vector(fields.vector);
  const index = vector.indexParams;
  const stored = index !== undefined && "metricType" in index ? index.metricType : undefined;
  return vector.dimension === dimension && stored === metricType(zvec, metric);
}

function metricType(zvec: Zvec, metric: Metric) {
  const types = zvec.ZVecMetricType;
  return { cosine: types.COSINE, euclidean: types.L2, dot_product: types.IP }[metric];
}
