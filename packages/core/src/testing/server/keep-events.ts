/** Events that are kept as they come, so that who asks again gets the same ones and their source runs once. */
export interface KeptEvents<T> {
  /** The events from a place on, `0` for all; nothing is asked of the source before a reader needs it. */
  from(place: number): AsyncIterable<T>;
  /** No more will come. */
  stop(): void;
}

export function keepEvents<T>(source: AsyncIterable<T> | Iterable<T>): KeptEvents<T> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const kept: T[] = [];
  let end: { error?: unknown } | undefined;
  let asked: Promise<void> | undefined;
  const ask = async () => {
    try {
      const step = await iterator.next();
      if (step.done) end ??= {};
      else kept.push(step.value);
    } catch (error) {
      end ??= { error };
    }
    asked = undefined;
  };
  return {
    from: async function* (place) {
      for (let at = place; ;) {
        if (at < kept.length) yield kept[at++] as T;
        else if (end && "error" in end) throw end.error;
        else if (end) return;
        // Two readers wait for the same event.
        else await (asked ??= ask());
      }
    },
    stop: () => {
      end ??= {};
      Promise.resolve(iterator.return?.()).catch(() => {});
    },
  };
}
