import { eq } from "drizzle-orm";
import { EngineError } from "../../engine-error.ts";
import { vectorIndexes, vectors } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import type { VectorEngine } from "../engine.ts";
import { indexNotFound, type IndexRow } from "../find-index.ts";
import { copyRows } from "./copy-rows.ts";
import { type IndexState, unaborted } from "./index-state.ts";

/** Before the first write. */
const nothing = -1;

/**
 * Makes the engine hold every row the table has. Call it in the index's turn. What was written after the
 * engine's mark is copied; when the engine's count then still differs, everything is.
 */
export async function bringUpToDate(
  db: Tenant,
  engine: VectorEngine,
  index: IndexRow,
  state: IndexState,
): Promise<void> {
  let from = state.revision;
  let compared = from !== undefined;
  let rebuilt = false;
  // Until it is done nothing is known, whatever fails.
  state.revision = undefined;
  // Checked before the engine is touched: it would make an index that nobody deletes.
  const first = await revisionOf(db, index);
  from ??= await openMarked(engine, index);
  if (from > first) from = await startAnew(engine, index);
  for (;;) {
    const target = await revisionOf(db, index);
    if (from < target) {
      state.fresh += await copyRows(db, engine, index, from);
      from = target;
    }
    if (compared) break;
    const [held, kept] = [await engine.open(index, unaborted), await countRows(db, index)];
    compared = held === kept;
    // Another server may have written meanwhile.
    if (compared || (await revisionOf(db, index)) !== target) continue;
    if (rebuilt) throw outOfStep(index, held, kept);
    from = await startAnew(engine, index);
    rebuilt = true;
  }
  await engine.mark(index.id, `${from}`, unaborted);
  state.revision = from;
}

/** Opens the engine's index; gives the revision it was marked with. */
async function openMarked(engine: VectorEngine, index: IndexRow): Promise<number> {
  const held = await engine.open(index, unaborted);
  const mark = await engine.readMark(index.id, unaborted);
  if (mark !== undefined && /^\d{1,15}$/.test(mark)) return Number(mark);
  // Rows of which nothing is known: a copy into an empty index is quicker than replacing each.
  return held === 0 ? nothing : startAnew(engine, index);
}

async function startAnew(engine: VectorEngine, index: IndexRow): Promise<number> {
  await engine.drop(index.id, unaborted);
  await engine.open(index, unaborted);
  return nothing;
}

async function revisionOf(db: Tenant, index: IndexRow): Promise<number> {
  const [row] = await db.pick(
    vectorIndexes,
    { revision: vectorIndexes.revision },
    { where: eq(vectorIndexes.id, index.id) },
  );
  return row?.revision ?? indexNotFound(index.name);
}

const countRows = (db: Tenant, index: IndexRow) => db.count(vectors, eq(vectors.indexId, index.id));

function outOfStep(index: IndexRow, held: number, kept: number): EngineError {
  return new EngineError(
    "upstream_failed",
    `The search index of ${index.name} holds ${held} vectors after being rebuilt from ${kept}. Nothing is lost: try again.`,
  );
}
