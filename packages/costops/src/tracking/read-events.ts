/** The end of an event: an empty line, with any of the line ends that the format allows. */
const gap = /\r\n\r\n|\n\n|\r\r/;

/**
 * Passes server-sent events on as they come, but for those whose data `isShown` does not let through. `onEnd` is
 * called once, when they have ended, broken off or were left.
 */
export function readEvents(
  body: ReadableStream<Uint8Array>,
  isShown: (data: string) => boolean,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  let ended = false;
  const end = () => {
    if (!ended) onEnd();
    ended = true;
  };

  /** Whole events out of `rest`; the others stay in it. */
  function shown(): string {
    let out = "";
    for (let at = gap.exec(rest); at !== null; at = gap.exec(rest)) {
      const whole = rest.slice(0, at.index + at[0].length);
      rest = rest.slice(whole.length);
      const data = dataOf(whole);
      if (data === "" || isShown(data)) out += whole;
    }
    return out;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await reader.read();
            rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
            const out = shown() + (done ? rest : "");
            if (out !== "") controller.enqueue(encoder.encode(out));
            if (done) {
              end();
              controller.close();
            }
            if (done || out !== "") return;
          }
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    // Nothing is read before the caller asks for it.
    { highWaterMark: 0 },
  );
}

function dataOf(event: string): string {
  const lines = event.split(/\r\n|\n|\r/).filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).replace(/^ /, "")).join("\n");
}
