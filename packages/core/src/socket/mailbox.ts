/** Keeps what arrives until it is read. */
export interface Mailbox<T> extends AsyncIterable<T> {
  put(item: T): void;
  /** No more will come; what is there is still read. */
  end(): void;
  /** Like `end`, but the reader then gets this error. */
  fail(error: Error): void;
}

export function mailbox<T>(): Mailbox<T> {
  const items: T[] = [];
  let over: { error?: Error } | undefined;
  let wake = () => {};
  const finish = (how: { error?: Error }) => {
    over ??= how;
    wake();
  };
  return {
    put: (item) => {
      items.push(item);
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (items.length > 0) yield items.shift() as T;
        if (over?.error) throw over.error;
        if (over) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
