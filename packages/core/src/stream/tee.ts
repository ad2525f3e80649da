import { ConfigurationError, StreamError } from "../errors/client-errors.ts";
import type { EventStream } from "./event-stream.ts";

export interface TeeOptions {
  /** How many events one reader may be ahead of the other, at least 1. Default 1,000. */
  maxLead?: number | undefined;
}

interface Item<E> {
  readonly value: E;
  readonly id: string | undefined;
}

/** One of the two readers: what it has not read yet, and whether it has had enough. */
interface Reader<E> {
  readonly waiting: Item<E>[];
  left: boolean;
}

/**
 * Splits events in two streams that each give all of them. The request is sent when the first of them is read.
 * The faster reader waits once it is `maxLead` events ahead, so what is kept in between stays small; a reader
 * that will not be read must be cancelled. Cancelling or leaving one keeps the other, both ends the request.
 * A failure is both readers', each after the events before it.
 *
 * @throws {ConfigurationError} when `maxLead` is below 1.
 * @example
 * const [shown, kept] = tee(streamChatCompletion(client, params));
 * await Promise.all([show(shown), keep(kept)]);
 */
export function tee<E>(
  stream: EventStream<E>,
  { maxLead = 1_000 }: TeeOptions = {},
): [EventStream<E>, EventStream<E>] {
  if (!(maxLead >= 1)) {
    throw new ConfigurationError("`maxLead` must be at least 1: no reader could go first.", {
      code: "invalid_option",
      param: "maxLead",
    });
  }
  const readers: [Reader<E>, Reader<E>] = [newReader(), newReader()];
  let events: AsyncIterator<E> | undefined;
  let over: { error?: unknown } | undefined;
  let reading = false;
  let wake = () => {};
  let change = Promise.resolve();
  const tell = () => {
    wake();
    change = new Promise((resolve) => (wake = resolve));
  };
  tell();

  const read = async () => {
    reading = true;
    try {
      events ??= stream[Symbol.asyncIterator]();
      const { done, value } = await events.next();
      const item = { value, id: stream.lastEventId };
      if (done) over = {};
      else for (const { left, waiting } of readers) if (!left) waiting.push(item);
    } catch (error) {
      over = { error };
    }
    reading = false;
    tell();
  };

  /** The next event of one reader; `undefined` at the end. */
  const take = async (own: Reader<E>, other: Reader<E>): Promise<Item<E> | undefined> => {
    for (;;) {
      const item = own.waiting.shift();
      // There is room again for the other one.
      if (item) tell();
      if (item || own.left) return item;
      if (over && "error" in over) throw over.error;
      if (over) return undefined;
      // Taken before reading: a reading that fails at once has told of it already.
      const changed = change;
      if (!reading && other.waiting.length < maxLead) void read();
      await changed;
    }
  };

  const leave = async (reader: Reader<E>) => {
    reader.left = true;
    reader.waiting.length = 0;
    tell();
    if (over || !readers.every(({ left }) => left)) return;
    await stream.cancel();
    await events?.return?.();
  };

  const [first, second] = readers;
  return [face(first, () => take(first, second), leave), face(second, () => take(second, first), leave)];
}

const newReader = <E>(): Reader<E> => ({ waiting: [], left: false });

function face<E>(
  reader: Reader<E>,
  take: () => Promise<Item<E> | undefined>,
  leave: (reader: Reader<E>) => Promise<void>,
): EventStream<E> {
  let lastEventId: string | undefined;
  let started = false;
  const cancel = () => leave(reader);
  async function* iterate(): AsyncGenerator<E> {
    try {
      for (let item; (item = await take());) {
        lastEventId = item.id;
        yield item.value;
      }
    } finally {
      await cancel();
    }
  }
  return {
    get lastEventId() {
      return lastEventId;
    },
    cancel,
    [Symbol.asyncDispose]: cancel,
    [Symbol.asyncIterator]: () => {
      if (started) throw new StreamError("This stream has been read already.", { code: "stream_consumed" });
      started = true;
      return iterate();
    },
  };
}
