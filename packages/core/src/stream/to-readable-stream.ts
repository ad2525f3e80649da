import type { EventStream } from "./event-stream.ts";

/**
 * Gives events as a web stream, for `pipeThrough`, `pipeTo` and `Response`. An event is read when it is asked
 * for, none ahead. Cancelling it ends the request; a failure of the events is the stream's, with its type.
 *
 * @throws {StreamError} `stream_consumed`, on the first read, when the events have been read already.
 * @example
 * const lines = toReadableStream(log).pipeThrough(new TransformStream({
 *   transform: (event, controller) => controller.enqueue(`${JSON.stringify(event)}\n`),
 * }));
 * return new Response(lines.pipeThrough(new TextEncoderStream()));
 */
export function toReadableStream<E>(stream: EventStream<E>): ReadableStream<E> {
  let events: AsyncIterator<E> | undefined;
  return new ReadableStream<E>(
    {
      async pull(controller) {
        events ??= stream[Symbol.asyncIterator]();
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await stream.cancel();
        // Frees the caller's signal, which a cancelled iteration would else keep a listener on.
        await events?.return?.();
      },
    },
    // Without this one event would be read before anyone asks.
    { highWaterMark: 0 },
  );
}
