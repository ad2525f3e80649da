import { eq, sql } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { need } from "../../http/errors/need.ts";
import { vectorIndexes, vectors } from "../../store/schema/index.ts";
import type { NewRow, Tenant } from "../../store/tenant-types.ts";
import { indexNotFound, type IndexRow } from "../find-index.ts";
import type { Metadata, VectorEngine } from "../engine.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { type IndexState, inTurn, stateOf, unaborted } from "./index-state.ts";
import { optimizeLater } from "./optimize-later.ts";

/** A vector to keep. */
export interface NewVector {
  readonly id: string;
  readonly values: Float32Array;
  readonly metadata: Metadata;
  readonly text: string | null;
}

/**
 * Writes vectors, all or none, so that they can be found at once. Of two with one id the later holds. Once they
 * are committed they are not lost: an engine that fails is brought up to date by the next use of the index.
 * Returns how many were written.
 */
export async function saveRows(
  context: Pick<Context, "db" | "engines" | "signal" | "log">,
  index: IndexRow,
  given: readonly NewVector[],
): Promise<number> {
  const { db, engines, signal, log } = context;
  const engine = need(engines.vectors);
  const rows = [...new Map(given.map((row) => [row.id, row])).values()];
  const state = stateOf(engine, index.id);
  await inTurn(state, signal, async () => {
    const revision = await db.transaction((tx) => commit(tx, index, rows));
    try {
      await follow(db, engine, index, state, revision, rows);
    } catch (error) {
      state.revision = undefined;
      log.error({ err: error, index: index.id }, "search index left behind; its next use mends it");
    }
  });
  void optimizeLater(engine, index, state, log);
  return rows.length;
}

/** Puts the rows into the table under the index's next revision. */
async function commit(tx: Tenant, index: IndexRow, rows: readonly NewVector[]): Promise<number> {
  // Locks the index's row until the end, so that revisions become visible in their order.
  const [raised] = await tx.update(
    vectorIndexes,
    { revision: sql`${vectorIndexes.revision} + 1`, updatedAt: sql`now()` },
    eq(vectorIndexes.id, index.id),
  );
  const { revision } = raised ?? indexNotFound(index.name);
  const set = {
    values: sql`excluded."values"`,
    metadata: sql`excluded.metadata`,
    text: sql`excluded.text`,
    revision: sql`excluded.revision`,
    updatedAt: sql`now()`,
  };
  const written = rows.map((row): NewRow<typeof vectors> => ({ ...row, indexId: index.id, revision }));
  await tx.upsert(vectors, written, { target: [vectors.indexId, vectors.id], set });
  return revision;
}

async function follow(
  db: Tenant,
  engine: VectorEngine,
  index: IndexRow,
  state: IndexState,
  revision: number,
  rows: readonly NewVector[],
): Promise<void> {
  if (state.revision !== revision - 1) return bringUpToDate(db, engine, index, state);
  await engine.upsert(index.id, rows, unaborted);
  await engine.mark(index.id, `${revision}`, unaborted);
  state.revision = revision;
  state.fresh += rows.length;
}
