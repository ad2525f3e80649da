import { StreamError } from "../errors/client-errors.ts";

/**
 * Events as they come. Read it once, with `for await`; leaving the loop ends the request. The request is
 * sent when reading begins.
 */
export interface EventStream<E> extends AsyncIterable<E>, AsyncDisposable {
  /** Id of the last event read, when the server numbers them. */
  readonly lastEventId: string | undefined;
  /** Ends the request; a loop that is reading ends too. */
  cancel(): Promise<void>;
}

/** Makes the public face of a generator that keeps `state.lastEventId` up to date. */
export function eventStream<E>(
  read: (signal: AbortSignal) => AsyncGenerator<E>,
  state: { lastEventId?: string | undefined },
): EventStream<E> {
  const left = new AbortController();
  let started = false;
  const cancel = async () => left.abort();
  return {
    get lastEventId() {
      return state.lastEventId;
    },
    cancel,
    [Symbol.asyncDispose]: cancel,
    [Symbol.asyncIterator]: () => {
      if (started) throw new StreamError("This stream has been read already.", { code: "stream_consumed" });
      started = true;
      return read(left.signal);
    },
  };
}
