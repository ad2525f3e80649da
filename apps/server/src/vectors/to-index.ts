import type { VectorIndex } from "@platform/vectors";
import type { IndexRow } from "./find-index.ts";

/** A row as the contract shows it. */
export const toIndex = (row: IndexRow, count: number): VectorIndex => ({
  id: row.id,
  name: row.name,
  dimension: row.dimension,
  metric: row.metric,
  model: row.model,
  count,
  metadata: row.metadata,
  createdAt: row.createdAt.toISOString(),
});
