import type { ZVecCollection, ZVecDoc, ZVecQuery } from "@zvec/zvec";
import { EngineError } from "../../engine-error.ts";
import type { Metric, VectorHit, VectorQuery } from "../engine.ts";
import { compileFilter } from "../filter/compile-filter.ts";
import type { Zvec } from "./zvec-binding.ts";
import { fields } from "./zvec-schema.ts";

/** Up to this many rows a scan of all is as fast as the graph, and it is exact. */
const scanRows = 5_000;
/**
 * How many rows are fetched for one hit, and beyond: rows not yet optimized are ranked by their int8 form, which
 * puts a near tie in the wrong order. All fetched rows carry their full-precision score, in this order.
 */
const fetched = { each: 2, more: 32 } as const;
/** How many candidates the graph keeps at least; with a filter, many of them do not pass. */
const candidates = { plain: 64, filtered: 192, most: 2_048 } as const;

/** Finds the nearest rows, off the event loop. The query is already checked. */
export async function search(
  zvec: Zvec,
  collection: ZVecCollection,
  metric: Metric,
  { values, limit, filter }: VectorQuery,
): Promise<VectorHit[]> {
  const compiled = filter === undefined ? true : compileFilter(filter, fields.tokens);
  const rows = collection.stats.docCount;
  if (compiled === false || rows === 0) return [];

  const topk = fetched.each * limit + fetched.more;
  const find = async (isLinear: boolean): Promise<ZVecDoc[]> => {
    const query: ZVecQuery = {
      fieldName: fields.vector,
      vector: values,
      topk,
      outputFields: [fields.id],
      params: {
        indexType: zvec.ZVecIndexType.HNSW,
        ef: Math.min(
          candidates.most,
          Math.max(compiled === true ? candidates.plain : candidates.filtered, topk),
        ),
        isLinear,
        isUsingRefiner: true,
      },
    };
    try {
      return await collection.query(compiled === true ? query : { ...query, filter: compiled });
    } catch (cause) {
      throw new EngineError("upstream_failed", "zvec could not search the index", { cause });
    }
  };

  // The graph gives no more rows than it keeps candidates.
  const scan = rows <= scanRows || topk > candidates.most;
  let found = await find(scan);
  // The graph may run dry before it has met enough rows that pass; a scan of those that pass misses none.
  if (!scan && found.length < Math.min(limit, rows)) found = await find(true);
  const hits = found.map((row) => ({ id: String(row.fields[fields.id]), score: scoreOf(metric, row.score) }));
  return hits.toSorted((a, b) => b.score - a.score).slice(0, limit);
}

/** zvec gives cosine distance, squared euclidean distance or dot product. */
function scoreOf(metric: Metric, raw: number): number {
  if (metric === "dot_product") return raw;
  // Rounding may leave a distance just outside of its range.
  if (metric === "cosine") return Math.max(-1, Math.min(1, 1 - raw));
  return 1 / (1 + Math.sqrt(Math.max(0, raw)));
}
