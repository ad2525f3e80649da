import type { ListIndexesParams, VectorIndex } from "@platform/vectors";
import type { Context, PageResult } from "../http/operation.ts";
import { newestFirst } from "../store/newest-first.ts";
import { vectorIndexes } from "../store/schema/index.ts";
import { countVectors } from "./count-vectors.ts";
import { toIndex } from "./to-index.ts";

/** Lists the project's indexes, newest first; the vectors of a page are counted in one query. */
export async function listIndexes(
  { db }: Context,
  params: ListIndexesParams,
): Promise<PageResult<VectorIndex>> {
  const { data, nextCursor } = await newestFirst(db, vectorIndexes, params, undefined, (row) => row);
  const counts = await countVectors(
    db,
    data.map(({ id }) => id),
  );
  return { data: data.map((row) => toIndex(row, counts.get(row.id) ?? 0)), nextCursor };
}
