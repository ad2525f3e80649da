/** One page, as it travels. */
export interface PageResult<T> {
  data: T[];
  /** Where the next page starts; `null` on the last. */
  nextCursor: string | null;
}

/** A list that asks for its pages as they are needed. Iterating it again asks again. */
export interface Page<T> extends AsyncIterable<T> {
  /** Page by page. */
  pages(): AsyncIterable<PageResult<T>>;
  /** The first page only: one request. */
  first(): Promise<PageResult<T>>;
  /** Every item in one array. @param options.limit Most items; default all. */
  all(options?: { limit?: number }): Promise<T[]>;
}

/** Makes a list from the asking for one page. */
export function page<T>(ask: (cursor: string | undefined) => Promise<PageResult<T>>): Page<T> {
  async function* pages() {
    let cursor: string | null | undefined;
    do {
      const result: PageResult<T> = await ask(cursor ?? undefined);
      yield result;
      cursor = result.nextCursor;
    } while (cursor);
  }
  async function* items() {
    for await (const result of pages()) yield* result.data;
  }
  return {
    [Symbol.asyncIterator]: items,
    pages,
    first: () => ask(undefined),
    all: async ({ limit = Infinity } = {}) => {
      const found: T[] = [];
      if (limit > 0) for await (const item of items()) if (found.push(item) >= limit) break;
      return found;
    },
  };
}
