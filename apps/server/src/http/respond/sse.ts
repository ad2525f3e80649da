import type { StreamEvent } from "../operation.ts";
import { type Framing, unbuffered } from "./framing.ts";

const encoder = new TextEncoder();

/** One server-sent event. The data is JSON on one line. */
function frame(event: StreamEvent<unknown>): Uint8Array {
  const id = event.id === undefined ? "" : `id: ${event.id.replace(/[\r\n\0]/g, "")}\n`;
  return encoder.encode(`${id}data: ${JSON.stringify(event.data)}\n\n`);
}

/** Server-sent events, ended by `data: [DONE]`. */
export const sse: Framing = {
  headers: { "content-type": "text/event-stream; charset=utf-8", ...unbuffered },
  part: (event) => frame(event as StreamEvent<unknown>),
  failure: (data) => frame({ data }),
  keepAlive: encoder.encode(": keep-alive\n\n"),
  end: encoder.encode("data: [DONE]\n\n"),
};
