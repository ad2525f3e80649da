import type { ZVecCollection } from "@zvec/zvec";
import { EngineError } from "../../engine-error.ts";
import type { IndexSpec } from "../engine.ts";
import { fields } from "./zvec-schema.ts";

/** An open index, with what is needed to close it only when nobody uses it. */
export interface OpenIndex {
  readonly spec: IndexSpec;
  readonly collection: ZVecCollection;
  /** Set once it is to be closed: long work stops at its next step. */
  closing: boolean;
  /** Work under way; none of these promises rejects. */
  readonly running: Set<Promise<unknown>>;
  /** The last write asked for; writes run one after another, so that the later one wins. Rejects when rows of an earlier run could not be settled. */
  lastWrite: Promise<unknown>;
}

/**
 * Starts the record of a collection just opened. Rows an earlier run left out of the search structure are moved
 * into it before the first write: when two fresh segments meet deleted rows, zvec 0.7.0 merges them under wrong ids.
 */
export function openIndex(spec: IndexSpec, collection: ZVecCollection): OpenIndex {
  const index: OpenIndex = {
    spec,
    collection,
    closing: false,
    running: new Set(),
    lastWrite: Promise.resolve(),
  };
  if (collection.stats.indexCompleteness[fields.vector] !== 1) {
    const settling = collection.optimize();
    track(index, settling);
    index.lastWrite = settling;
  }
  return index;
}

/** Runs work on an index so that closing waits for it. Rejects at once on abort; native work then ends unseen. */
export async function use<T>(index: OpenIndex, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  if (index.closing) throw closed(index);
  const result = work();
  track(index, result);
  return untilAborted(result, signal);
}

function track(index: OpenIndex, work: Promise<unknown>): void {
  const settled = work.then(ignore, ignore);
  index.running.add(settled);
  void settled.then(() => index.running.delete(settled));
}

/** Like `use`, after all earlier writes. */
export function write(index: OpenIndex, signal: AbortSignal, work: (check: () => void) => Promise<void>) {
  return use(index, signal, () => {
    const check = () => {
      signal.throwIfAborted();
      if (index.closing) throw closed(index);
    };
    const result = index.lastWrite.then(() => {
      check();
      return work(check);
    });
    const before = index.lastWrite;
    index.lastWrite = result.then(ignore, () => before);
    return result;
  });
}

/** Waits for the work under way, then closes. */
export async function closeIndex(index: OpenIndex): Promise<void> {
  index.closing = true;
  await Promise.all(index.running);
  index.collection.closeSync();
}

function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function closed({ spec }: OpenIndex): EngineError {
  return new EngineError("unavailable", `The vector index ${spec.id} is being closed`);
}

function ignore(): void {}
