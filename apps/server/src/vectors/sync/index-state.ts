import type { VectorEngine } from "../engine.ts";

/** What this process knows of one index in the engine. */
export interface IndexState {
  /** Every write up to this revision is in the engine. Undefined: unknown, so it is opened and compared first. */
  revision: number | undefined;
  /** Rows written since they were last moved into the search structure. */
  fresh: number;
  optimizing: boolean;
  /** The last work asked for; never rejects. */
  lastTurn: Promise<unknown>;
}

const known = new WeakMap<VectorEngine, Map<string, IndexState>>();

/** The index's state in this engine; there is one for each index. */
export function stateOf(engine: VectorEngine, indexId: string): IndexState {
  const states = known.get(engine) ?? new Map<string, IndexState>();
  known.set(engine, states);
  const found = states.get(indexId);
  if (found) return found;
  const made = { revision: undefined, fresh: 0, optimizing: false, lastTurn: Promise.resolve() };
  states.set(indexId, made);
  return made;
}

/** Forgets an index that is gone. */
export function forget(engine: VectorEngine, indexId: string): void {
  known.get(engine)?.delete(indexId);
}

/**
 * Runs work on an index after all earlier work on it, so that the engine gets writes in the order in which the
 * table got them. Rejects, without starting, when the caller has gone by then.
 */
export function inTurn<T>(state: IndexState, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const done = state.lastTurn.then(() => {
    signal.throwIfAborted();
    return work();
  });
  state.lastTurn = done.catch(() => {});
  return done;
}

/** For work that is finished even when the caller has gone; closing the engine ends it. */
export const unaborted = new AbortController().signal;
