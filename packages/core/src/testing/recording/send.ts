/** What `fetch` is, with the address as text. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** A `fetch` that takes whatever `fetch` takes. */
export const toFetch =
  (send: Send): typeof fetch =>
  async (input, init = {}) => {
    if (!(input instanceof Request)) return send(String(input), init);
    const { method, headers, signal, redirect } = input;
    const body = input.body === null ? null : await input.arrayBuffer();
    return send(input.url, { method, headers, signal, redirect, body, ...init });
  };

/** The bytes of a request's body, and the request that sends exactly these. */
export async function bodyOf(
  init: RequestInit,
): Promise<{ bytes: () => Uint8Array | undefined; sent: RequestInit }> {
  const { body } = init;
  if (body === null || body === undefined) return { bytes: () => undefined, sent: init };
  if (body instanceof ReadableStream) {
    const seen: Uint8Array[] = [];
    const tap = new TransformStream<Uint8Array, Uint8Array>({
      transform: (part, controller) => {
        seen.push(part.slice());
        controller.enqueue(part);
      },
    });
    // Known only as it is sent.
    return { bytes: () => Buffer.concat(seen), sent: { ...init, body: body.pipeThrough(tap) } };
  }
  const made = new Response(body);
  const whole = new Uint8Array(await made.arrayBuffer());
  const headers = new Headers(init.headers);
  const type = made.headers.get("content-type");
  // What `fetch` would have said of a body that is more than bytes: a form's boundary, say.
  if (type !== null && !headers.has("content-type")) headers.set("content-type", type);
  return { bytes: () => whole, sent: { ...init, headers, body: whole } };
}
