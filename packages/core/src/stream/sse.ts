import { createParser, type EventSourceMessage } from "eventsource-parser";
import { StreamError } from "../errors/client-errors.ts";
import type { Attempt } from "../transport/attempt.ts";

/** The longest single event taken in: a server that never ends one must not fill the memory. */
const maxEventChars = 16 * 1024 * 1024;

/** Server-sent events of a body, one network read at a time: nothing is decoded ahead of the reader. */
export async function* sse(response: Response, attempt: Attempt): AsyncGenerator<EventSourceMessage> {
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event), maxBufferSize: maxEventChars });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  try {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      attempt.touch();
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      yield* ready.splice(0);
    }
  } catch (cause) {
    throw (
      attempt.why() ??
      new StreamError("The stream broke off.", { code: "stream_broken", retryable: true, cause })
    );
  } finally {
    attempt.end();
    attempt.stop();
  }
}
