/** A `fetch` whose answer's body comes in exactly these parts: no socket may join them. */
export const inParts =
  (parts: Iterable<Uint8Array<ArrayBuffer>>, type = "text/event-stream"): typeof fetch =>
  async () => {
    const queue = parts[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (controller) => {
          const part = queue.next();
          if (part.done) controller.close();
          else controller.enqueue(part.value);
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { "content-type": type } });
  };

/** The bytes of a text, cut at these places; what lies outside is left out. */
export const cut = (text: string, places: readonly number[]): Uint8Array<ArrayBuffer>[] =>
  cutBytes(new TextEncoder().encode(text), places);

/** Bytes cut at these places; what lies outside is left out. */
export function cutBytes(
  bytes: Uint8Array<ArrayBuffer>,
  places: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  const at = [0, ...places.filter((place) => place <= bytes.length).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.slice(at[index], end));
}
