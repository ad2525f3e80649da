import { createParser, type EventSourceMessage } from "eventsource-parser";
import { StreamError } from "../errors/client-errors.ts";
import { PlatformError } from "../errors/platform-error.ts";
import type { Attempt } from "../transport/attempt.ts";

/** The longest single event taken in: a server that never ends one must not fill the memory. */
const maxEventChars = 16 * 1024 * 1024;

/** Server-sent events of a body, one network read at a time: nothing is decoded ahead of the reader. */
export async function* sse(response: Response, attempt: Attempt): AsyncGenerator<EventSourceMessage> {
  const ready: EventSourceMessage[] = [];
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
  try {
    for (;;) {
      attempt.touch();
      const chunk = await reader?.read();
      // While the reader works on the events, nothing is waited for.
      attempt.rest();
      if (!chunk || chunk.done) return;
      const text = decoder.decode(chunk.value, { stream: true });
      pending += text.length;
      parser.feed(text);
      if (pending > maxEventChars)
        throw new StreamError("An event is too large.", { code: "event_too_large" });
      for (const event of ready.splice(0)) {
        last = event.data;
        yield event;
        if (attempt.signal.aborted) break;
      }
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
