import type { Logger } from "pino";
import type { VectorEngine } from "../engine.ts";
import type { IndexRow } from "../find-index.ts";
import { type IndexState, unaborted } from "./index-state.ts";

/** Fewer fresh rows are searched as fast as they are. */
const enough = 5_000;
/** Optimizing may copy the whole index, so it waits until this part of it is fresh. */
const share = 1 / 4;

/** Optimizes in the background once many rows are fresh, never twice at once. Failures are logged. */
export async function optimizeLater(engine: VectorEngine, index: IndexRow, state: IndexState, log: Logger) {
  if (state.optimizing || state.fresh < enough) return;
  state.optimizing = true;
  try {
    const rows = await engine.open(index, unaborted);
    if (state.fresh < rows * share) return;
    state.fresh = 0;
    await engine.optimize(index.id, unaborted);
    log.info({ index: index.id, rows }, "vector index optimized");
  } catch (error) {
    log.warn({ err: error, index: index.id }, "vector index not optimized");
  } finally {
    state.optimizing = false;
  }
}
