import { unlessAborted } from "../transport/unless-aborted.ts";

/**
 * Takes items one by one and hands each to `handle`, at most `most` at once. Ends when all are done, or without
 * taking another when `over` is aborted; a fault of the source or of `handle` aborts it, and is thrown when all
 * that ran have ended or been left.
 */
export async function work<T>(
  items: Iterable<T> | AsyncIterable<T>,
  most: number,
  over: AbortController,
  handle: (item: T, at: number) => Promise<void>,
): Promise<void> {
  const { signal } = over;
  const source = iterate(items);
  const running = new Set<Promise<void>>();
  let fault: [unknown] | undefined;
  let freed = () => {};
  const fail = (error: unknown) => {
    fault ??= [error];
    over.abort(error);
  };
  try {
    for (let at = 0; !signal.aborted; at++) {
      const next = await unlessAborted(source.next(), signal);
      if (next.done) break;
      const one = handle(next.value, at)
        .catch(fail)
        .finally(() => {
          running.delete(one);
          freed();
        });
      running.add(one);
      if (running.size >= most) await new Promise<void>((resolve) => (freed = resolve));
    }
  } catch (error) {
    // An abort while waiting for the source is no fault of it.
    if (!signal.aborted) fail(error);
  }
  // Not waited for: a source that is stuck would hold up everything.
  if (signal.aborted) void leave(source);
  await Promise.all(running);
  if (fault) throw fault[0];
}

async function* iterate<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}

const leave = async (source: AsyncGenerator) => source.return(undefined).catch(() => {});
