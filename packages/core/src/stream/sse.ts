import { createParser, type EventSourceMessage } from "eventsource-parser";
import { StreamError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";
import type { Attempt } from "../transport/attempt.ts";

/** The longest single event taken in: a server that never ends one must not fill the memory. */
const maxEventChars = 16 * 1024 * 1024;

/** Server-sent events of a body, those of one network read together: nothing is read ahead of the reader. */
export async function* sse(response: Response, attempt: Attempt): AsyncGenerator<EventSourceMessage[]> {
  let ready: EventSourceMessage[] = [];
  let pending = 0;
  const parser = createParser({
    onEvent: (event) => {
      pending = 0;
      ready.push(event);
    },
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let last = "";
  let cr = false;
  try {
    for (;;) {
      attempt.touch();
      const chunk = await reader?.read();
      // While the reader works on the events, nothing is waited for.
      attempt.rest();
      // At the end, a last CR is the end of a line after all: the parser waits whether an LF follows it.
      const over = !chunk || chunk.done;
      const text: string = over ? (cr ? "\n" : "") : decoder.decode(chunk.value, { stream: true });
      if (text) cr = text.endsWith("\r");
      pending += text.length;
      parser.feed(text);
      if (pending > maxEventChars)
        throw new StreamError("An event is too large.", { code: "event_too_large" });
      const events = ready;
      ready = [];
      last = events.at(-1)?.data ?? last;
      if (events.length > 0) yield events;
      if (over) return;
    }
  } catch (cause) {
    const known = attempt.why() ?? (cause instanceof PlatformError ? cause : undefined);
    throw (
      known ?? new StreamError("The stream broke off.", { code: "stream_broken", retryable: true, cause })
    );
  } finally {
    attempt.end();
    if (last === "[DONE]" && reader) drain(reader, attempt);
    else attempt.stop();
  }
}

/** The end of the body is right behind the last event: once read, the connection can be used again. */
function drain(reader: ReadableStreamDefaultReader<unknown>, attempt: Attempt): void {
  const timer = setTimeout(attempt.stop, 100);
  const finish = () => {
    clearTimeout(timer);
    attempt.stop();
  };
  reader.read().then(finish, finish);
}
