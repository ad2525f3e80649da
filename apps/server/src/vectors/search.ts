import type { SearchOptions, SearchResult } from "@platform/vectors";
import { EngineError } from "../engine-error.ts";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import type { VectorHit, VectorQuery } from "./engine.ts";
import type { IndexRow } from "./find-index.ts";
import { readFilter } from "./read-filter.ts";
import { bringUpToDate } from "./sync/bring-up-to-date.ts";
import { inTurn, stateOf } from "./sync/index-state.ts";
import { optimizeLater } from "./sync/optimize-later.ts";
import { toHits } from "./to-hits.ts";

/** Finds what is nearest. Everything else about the request is checked before the query's vector is made. */
export async function search(
  context: Context,
  index: IndexRow,
  options: SearchOptions,
  toVector: () => Promise<Float32Array>,
): Promise<SearchResult> {
  need(context.engines.vectors);
  const filter = readFilter(options.filter);
  const values = await toVector();
  const found = await ask(context, index, { values, filter, limit: options.limit ?? 10 });
  context.meter({ vector_read: "1" });
  return { hits: await toHits(context.db, index, found, options) };
}

/** Asks the engine once it holds what the table held when the request came. */
async function ask(context: Context, index: IndexRow, query: VectorQuery): Promise<VectorHit[]> {
  const { db, signal, log, engines } = context;
  const engine = need(engines.vectors);
  const state = stateOf(engine, index.id);
  const isBehind = () => state.revision === undefined || state.revision < index.revision;
  const catchUp = () =>
    inTurn(state, signal, async () => {
      if (isBehind()) await bringUpToDate(db, engine, index, state);
    });
  if (isBehind()) await catchUp();
  void optimizeLater(engine, index, state, log);
  try {
    return await engine.search(index.id, query, signal);
  } catch (error) {
    const isGone =
      error instanceof EngineError && (error.code === "not_found" || error.code === "unavailable");
    if (!isGone) throw error;
    // Deleted meanwhile, which the next line says, or being rebuilt, which it waits for.
    await inTurn(state, signal, () => bringUpToDate(db, engine, index, state));
    return engine.search(index.id, query, signal);
  }
}
