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

/** How far the reading is. */
export interface StreamState {
  lastEventId: string | undefined;
  /** How long the server wants a client to wait before it comes back. */
  retryMs?: number | undefined;
}

/** Makes the public face of a generator, which ends when its signal fires. */
export function eventStream<E>(
  caller: AbortSignal | undefined,
  read: (signal: AbortSignal, state: StreamState) => AsyncGenerator<E>,
): EventStream<E> {
  const controller = new AbortController();
  const state: StreamState = { lastEventId: undefined };
  let started = false;
  let cancelled = false;
  const follow = () => controller.abort(caller?.reason);
  const cancel = async () => {
    cancelled = true;
    controller.abort();
  };
  return {
    get lastEventId() {
      return state.lastEventId;
    },
    cancel,
    [Symbol.asyncDispose]: cancel,
    [Symbol.asyncIterator]: () => {
      if (started) throw new StreamError("This stream has been read already.", { code: "stream_consumed" });
      started = true;
      if (caller?.aborted) follow();
      caller?.addEventListener("abort", follow);
      const events = read(controller.signal, state);
      const pass = (result: IteratorResult<E>) => {
        if (result.done) caller?.removeEventListener("abort", follow);
        return result;
      };
      const fail = (error: unknown): IteratorResult<E> => {
        const end = pass({ done: true, value: undefined });
        // Leaving by `cancel` is an end, not a failure; the caller's own abort is one.
        if (!cancelled) throw error;
        return end;
      };
      // By hand: one more generator around the first would cost as much as all the rest of an event.
      return {
        next: () => events.next().then(pass, fail),
        return: () => events.return(undefined).then(pass, fail),
      };
    },
  };
}
