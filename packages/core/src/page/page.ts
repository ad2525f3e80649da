import { DecodeError } from "../errors/client-errors.ts";

/** One page, as it travels. */
export interface PageResult<T> {
  data: T[];
  /** Where the next page starts; `null` on the last. */
  nextCursor: string | null;
}

/** A list that asks for its pages as they are needed. Iterating it again asks again. */
export interface Page<T> extends AsyncIterable<T> {
  /**
   * Page by page.
   *
   * @param options.cursor Where to start: a `nextCursor` kept from an earlier reading. Default: at the start.
   */
  pages(options?: { cursor?: string | undefined }): AsyncIterable<PageResult<T>>;
  /** The first page only: one request. */
  first(): Promise<PageResult<T>>;
  /** Every item in one array. @param options.limit Most items; default all. */
  all(options?: { limit?: number | undefined }): Promise<T[]>;
}

/** Makes a list from the asking for one page. */
export function page<T>(ask: (cursor: string | undefined) => Promise<PageResult<T>>): Page<T> {
  async function* pages(options: { cursor?: string | undefined } = {}) {
    let cursor: string | null | undefined = options.cursor;
    const seen = new Set([cursor]);
    do {
      const result: PageResult<T> = await ask(cursor || undefined);
      yield result;
      cursor = result.nextCursor;
      if (cursor && seen.size === seen.add(cursor).size) {
        throw new DecodeError("The server gave the same cursor twice: this list would never end.", {
          code: "cursor_repeated",
        });
      }
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
