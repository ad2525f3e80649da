import { and, asc, eq, sql } from "drizzle-orm";
import { vectors } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import type { VectorEngine } from "../engine.ts";
import type { IndexRow } from "../find-index.ts";
import { unaborted } from "./index-state.ts";

/** Numbers held in memory at a time; a row is never split. */
const numbersPerPage = 1_000_000;
const mostRows = 1_000;

/** Copies the rows written after a revision into the engine, page by page. Returns how many. */
export async function copyRows(
  db: Tenant,
  engine: VectorEngine,
  index: IndexRow,
  after: number,
): Promise<number> {
  const limit = Math.max(1, Math.min(mostRows, Math.floor(numbersPerPage / index.dimension)));
  const { revision, id, values, metadata } = vectors;
  // A row written again meanwhile moves to the end, where it is met.
  let last = { revision: after, id: "" };
  let past = sql`${revision} > ${after}`;
  for (let copied = 0; ;) {
    const page = await db.pick(
      vectors,
      { revision, id, values, metadata },
      { where: and(eq(vectors.indexId, index.id), past), orderBy: [asc(revision), asc(id)], limit },
    );
    await engine.upsert(index.id, page, unaborted);
    copied += page.length;
    last = page.at(-1) ?? last;
    if (page.length < limit) return copied;
    past = sql`(${revision}, ${id}) > (${last.revision}, ${last.id})`;
  }
}
