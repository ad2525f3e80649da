/** A request's body as undici wants it. */
export interface OutgoingBody {
  readonly content: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** For a body that says its own type, such as a form. */
  readonly type?: string | undefined;
  /** Bytes, where undici cannot know. */
  readonly length?: number | undefined;
  /** Lets go of a stream that will not be read any further. */
  stop(reason: unknown): void;
}

const nothing = () => {};

export function outgoingBody(body: NonNullable<RequestInit["body"]>): OutgoingBody {
  if (typeof body === "string") return { content: body, type: "text/plain;charset=UTF-8", stop: nothing };
  if (body instanceof Uint8Array) return { content: body, stop: nothing };
  if (body instanceof ReadableStream) return streamed(body as ReadableStream<Uint8Array>);
  // Blobs, forms and the like: the platform lays them out.
  const laidOut = new Response(body);
  return {
    ...streamed(laidOut.body as ReadableStream<Uint8Array>),
    type: laidOut.headers.get("content-type") ?? undefined,
    length: body instanceof Blob ? body.size : body instanceof ArrayBuffer ? body.byteLength : undefined,
  };
}

/** Reads by hand: a loop over the stream would hold it until its next part, even after the request has ended. */
function streamed(stream: ReadableStream<Uint8Array>): OutgoingBody {
  const reader = stream.getReader();
  async function* parts() {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  }
  return { content: parts(), stop: (reason) => void reader.cancel(reason).catch(nothing) };
}
