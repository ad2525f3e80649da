import { count, inArray } from "drizzle-orm";
import { vectors } from "../store/schema/index.ts";
import type { Tenant } from "../store/tenant-types.ts";

/** How many vectors each index holds, exactly. An empty one is not in the map. */
export async function countVectors(db: Tenant, indexIds: readonly string[]): Promise<Map<string, number>> {
  if (indexIds.length === 0) return new Map();
  const counts = await db.pick(
    vectors,
    { indexId: vectors.indexId, n: count() },
    { where: inArray(vectors.indexId, [...indexIds]), groupBy: [vectors.indexId] },
  );
  return new Map(counts.map(({ indexId, n }) => [indexId, n]));
}
