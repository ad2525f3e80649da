import { AbortedError, ConfigurationError } from "../errors/client-errors.ts";
import { unlessAborted } from "../transport/unless-aborted.ts";
import { work } from "./work.ts";

/** What came of one item. */
export type BatchResult<R> =
  | { readonly ok: true; readonly value: R }
  | { readonly ok: false; readonly error: unknown };

export interface BatchOptions<R> {
  /** Most items at work at once. Default 8; `Infinity`: no limit. */
  concurrency?: number | undefined;
  /** Ends the batch at once: what is not done then is an `AbortedError`. */
  signal?: AbortSignal | undefined;
  /** Told each result as it comes, with the item's place, from 0. Waited for only at the end. */
  onResult?: ((result: BatchResult<R>, at: number) => unknown) | undefined;
  /** Whether the first failure ends the batch, as an abort would. Default `false`. */
  stopOnError?: boolean | undefined;
}

/**
 * Does the same with each of many items, a few at a time. A failing item fails alone; the results are in the
 * order of the items. An iterable is read only as fast as the work goes: never more than `concurrency` items are
 * taken and not done. After an abort the rest of an array is `AbortedError`s, the rest of another iterable is
 * not read.
 *
 * @param run - Its signal fires when the batch is ended: pass it on. Calls retry by themselves.
 * @throws {ConfigurationError} for a concurrency below 1. What the iterable or `onResult` throws ends the batch
 *   and goes through.
 * @example
 * const results = await batch(texts, (text, at, signal) => upsert(client, { text }, { signal }));
 * const failed = texts.filter((_, at) => !results[at]?.ok);
 */
export async function batch<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  run: (item: T, at: number, signal: AbortSignal) => R | Promise<R>,
  options: BatchOptions<R> = {},
): Promise<BatchResult<R>[]> {
  const { concurrency = 8, signal, onResult, stopOnError } = options;
  if (!(concurrency >= 1)) {
    const message = "concurrency must be at least 1.";
    throw new ConfigurationError(message, { code: "invalid_concurrency", param: "concurrency" });
  }
  const results: BatchResult<R>[] = [];
  const over = new AbortController();
  const onAbort = () => over.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort);
  const telling: Array<Promise<unknown>> = [];
  const settle = (at: number, result: BatchResult<R>) => {
    results[at] = result;
    const told: unknown = onResult?.(result, at);
    if (told instanceof Promise) {
      telling.push(told);
      // Thrown at the end; until then it is not unhandled.
      told.catch(() => {});
    }
    if (stopOnError && !result.ok) over.abort(result.error);
  };
  try {
    await work(items, Math.floor(concurrency), over, async (item, at) => {
      const running = (async () => run(item, at, over.signal))();
      settle(
        at,
        await unlessAborted(running, over.signal).then(
          (value) => ({ ok: true as const, value }),
          (error: unknown) => ({ ok: false as const, error }),
        ),
      );
    });
    const known = Array.isArray(items) ? items.length : 0;
    for (let at = results.length; at < known; at++) {
      settle(at, { ok: false, error: new AbortedError(over.signal.reason) });
    }
    await Promise.all(telling);
    return results;
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
