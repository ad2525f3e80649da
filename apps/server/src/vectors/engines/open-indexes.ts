import { EngineError } from "../../engine-error.ts";
import type { IndexSpec } from "../engine.ts";
import type { Generation } from "./zvec-collection.ts";

/** An open index, with what is needed to close it only when nobody uses it. */
export interface OpenIndex {
  readonly spec: IndexSpec;
  readonly folder: string;
  /** The collection in use. Optimizing may replace it. */
  current: Generation;
  /** Whether this process saw every row come, and no row was ever replaced, removed or optimized. */
  onlyAdded: boolean;
  /** Set once it is to be closed: long work stops at its next step. */
  closing: boolean;
  /** Work under way; none of these promises rejects. */
  readonly running: Set<Promise<unknown>>;
  /** The last write asked for; writes run one after another, so that the later one wins. Never rejects. */
  lastWrite: Promise<unknown>;
}

export function openIndex(spec: IndexSpec, folder: string, current: Generation): OpenIndex {
  const onlyAdded = current.collection.stats.docCount === 0;
  return {
    spec,
    folder,
    current,
    onlyAdded,
    closing: false,
    running: new Set(),
    lastWrite: Promise.resolve(),
  };
}

/** Runs work on an index so that closing waits for it. Rejects at once on abort; native work then ends unseen. */
export async function use<T>(index: OpenIndex, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  if (index.closing) throw closed(index);
  const result = work();
  track(index, result);
  return untilAborted(result, signal);
}

/** Like `use`, after all earlier writes. `check` throws when the work should stop. */
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
    index.lastWrite = result.then(ignore, ignore);
    return result;
  });
}

/** Makes closing wait for work. */
export function track(index: OpenIndex, work: Promise<unknown>): void {
  const settled = work.then(ignore, ignore);
  index.running.add(settled);
  void settled.then(() => index.running.delete(settled));
}

/** Waits for the work under way, then closes. */
export async function closeIndex(index: OpenIndex): Promise<void> {
  index.closing = true;
  while (index.running.size > 0) await Promise.all(index.running);
  index.current.collection.closeSync();
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
