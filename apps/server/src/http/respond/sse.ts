const encoder = new TextEncoder();

/** One server-sent event. The data is JSON on one line. */
export function frame(event: { readonly id?: string | undefined; readonly data: unknown }): Uint8Array {
  const id = event.id === undefined ? "" : `id: ${event.id.replace(/[\r\n\0]/g, "")}\n`;
  return encoder.encode(`${id}data: ${JSON.stringify(event.data)}\n\n`);
}

/** Nothing but a sign of life. */
export const keepAlive = encoder.encode(": keep-alive\n\n");

/** The regular end. A stream that ends without it was cut. */
export const done = encoder.encode("data: [DONE]\n\n");

export const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
  // Proxies that buffer would hold events back.
  "x-accel-buffering": "no",
};
