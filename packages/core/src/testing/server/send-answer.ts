import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** Sends an answer as it should be sent: as fast as the client takes it, and cut off where its source fails. */
export async function sendAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers, body, left } = answer;
  if (body instanceof Uint8Array) {
    // A 204 may not even have a length.
    const length = status === 204 ? {} : { "content-length": String(body.byteLength) };
    response.writeHead(status, { ...headers, ...length });
    response.end(body);
    return;
  }
  const gone = once(response, "close");
  response.writeHead(status, headers);
  response.flushHeaders();
  try {
    const parts = body[Symbol.asyncIterator]();
    for (;;) {
      const step = await Promise.race([parts.next(), gone]);
      if (Array.isArray(step)) break;
      if (step.done) return void response.end();
      if (!response.write(step.value)) await Promise.race([once(response, "drain"), gone]);
    }
    left?.();
    // Not waited for: a source may be slow to end.
    parts.return?.().catch(() => {});
  } catch {
    response.destroy();
  }
}
