import type { SearchHit, SearchOptions } from "@platform/vectors";
import { and, eq, inArray } from "drizzle-orm";
import { vectors } from "../store/schema/index.ts";
import type { Tenant } from "../store/tenant-types.ts";
import type { VectorHit } from "./engine.ts";
import type { IndexRow } from "./find-index.ts";

/** Hits as the contract shows them, with what the table holds of them; one whose row is gone is left out. */
export async function toHits(
  db: Tenant,
  index: IndexRow,
  found: readonly VectorHit[],
  { includeMetadata = true, includeValues = false }: SearchOptions,
): Promise<SearchHit[]> {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { id, text, metadata, values } = vectors;
  const where = and(eq(vectors.indexId, index.id), inArray(id, ids));
  const kept = await db.pick(
    vectors,
    { id, text, metadata, ...(includeValues ? { values } : {}) },
    { where },
  );
  const rows = new Map(kept.map((row) => [row.id, row]));
  return found.flatMap((hit) => {
    const row = rows.get(hit.id);
    if (row === undefined) return [];
    return {
      id: hit.id,
      score: hit.score,
      text: row.text,
      // Lists of texts are read-only in the table's type only.
      ...(includeMetadata ? { metadata: row.metadata as NonNullable<SearchHit["metadata"]> } : {}),
      ...(row.values ? { values: [...row.values] } : {}),
    };
  });
}
