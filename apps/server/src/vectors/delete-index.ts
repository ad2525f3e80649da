import type { DeletedIndex, IndexIdParams } from "@platform/vectors";
import { eq } from "drizzle-orm";
import type { Logger } from "pino";
import { EngineError } from "../engine-error.ts";
import type { Context } from "../http/operation.ts";
import { vectorIndexes } from "../store/schema/index.ts";
import type { VectorEngine } from "./engine.ts";
import { findIndex, indexNotFound } from "./find-index.ts";
import { forget, inTurn, stateOf, unaborted } from "./sync/index-state.ts";

/** Deletes an index: its rows first, which is what counts, then the engine's copy. */
export async function deleteIndex(
  { db, engines, signal, log }: Context,
  params: IndexIdParams,
): Promise<DeletedIndex> {
  const { id, name } = await findIndex(db, params.index);
  const remove = async () => {
    // Its vectors go with it.
    const [gone] = await db.remove(vectorIndexes, eq(vectorIndexes.id, id));
    return gone ?? indexNotFound(params.index);
  };
  if (!engines.vectors.ok) {
    await remove();
    return { id, name };
  }
  const { engine } = engines.vectors;
  await inTurn(stateOf(engine, id), signal, async () => {
    await remove();
    await drop(engine, id, log);
  });
  forget(engine, id);
  return { id, name };
}

/** What cannot be dropped now is removed at the next start. */
async function drop(engine: VectorEngine, id: string, log: Logger): Promise<void> {
  try {
    await engine.drop(id, unaborted);
  } catch (error) {
    if (error instanceof EngineError && error.code === "not_found") return;
    log.warn({ err: error, index: id }, "search index of a deleted index not removed");
  }
}
