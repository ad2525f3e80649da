import { createParser, type EventSourceMessage } from "eventsource-parser";
import { StreamError } from "../errors/client-errors.ts";
import type { Attempt } from "../transport/attempt.ts";
import { drain } from "./drain.ts";
import { broken } from "./failures.ts";
import type { StreamState } from "./event-stream.ts";

/** The longest single event taken in: a server that never ends one must not fill the memory. */
const maxEventChars = 16 * 1024 * 1024;

/** Server-sent events of a body, those of one network read together: nothing is read ahead of the reader. */
export async function* sse(
  response: Response,
  attempt: Attempt,
  state: StreamState,
): AsyncGenerator<EventSourceMessage[]> {
  const ready: EventSourceMessage[] = [];
  let pending = 0;
  let last = "";
  const parser = createParser({
    onEvent: (event) => {
      pending = 0;
      last = event.data;
      ready.push(event);
    },
    onRetry: (ms) => (state.retryMs = ms),
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let end = "";
  try {
    for (;;) {
      attempt.touch();
      const chunk = await reader?.read();
      // While the reader works on the events, nothing is waited for.
      attempt.rest();
      if (!chunk || chunk.done) return;
      const text: string = decoder.decode(chunk.value, { stream: true });
      pending += text.length;
      // LF alone: after a CR the parser would wait whether an LF follows, and hold back an event that is complete.
      const part = text.slice(+(end + text[0] === "\r\n"));
      parser.feed(part.replaceAll("\r\n", "\n").replaceAll("\r", "\n"));
      end = text.at(-1) ?? end;
      if (pending > maxEventChars)
        throw new StreamError("An event is too large.", { code: "event_too_large" });
      if (ready[0]) yield ready.splice(0);
    }
  } catch (cause) {
    throw broken(attempt, cause);
  } finally {
    if (last === "[DONE]") drain(reader, attempt);
    else attempt.stop();
  }
}
