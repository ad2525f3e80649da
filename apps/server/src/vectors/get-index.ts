import type { IndexIdParams, VectorIndex } from "@platform/vectors";
import type { Context } from "../http/operation.ts";
import { countVectors } from "./count-vectors.ts";
import { findIndex } from "./find-index.ts";
import { toIndex } from "./to-index.ts";

/** Reads one index with its exact count. */
export async function getIndex({ db }: Context, params: IndexIdParams): Promise<VectorIndex> {
  const row = await findIndex(db, params.index);
  const counts = await countVectors(db, [row.id]);
  return toIndex(row, counts.get(row.id) ?? 0);
}
