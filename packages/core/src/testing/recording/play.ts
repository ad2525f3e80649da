import { setTimeout as sleep } from "node:timers/promises";
import { decodeBytes, type RecordedResponse } from "./format.ts";
import { ReplayError } from "./replay-error.ts";

/** A recorded answer, in the parts it came in. */
export function play(
  { status, statusText, headers, body, parts, end }: RecordedResponse,
  url: string,
  signal: AbortSignal | undefined,
  paced: boolean,
): Response {
  const bytes = body && decodeBytes(body);
  let place = 0;
  const left = [...parts];
  const next = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    signal?.throwIfAborted();
    const part = left.shift();
    if (part) {
      const [size, waitMs] = part;
      if (paced) await sleep(waitMs, undefined, signal && { signal });
      // A copy: the reader may change what it is given.
      controller.enqueue(new Uint8Array(bytes?.subarray(place, (place += size)) ?? []));
    } else if (end === "whole") controller.close();
    else if (end === "silent") await silence(signal);
    else throw end === "left" ? ended() : new TypeError("terminated");
  };
  // Nothing is read ahead of the reader, so that he gets every part before an error behind it.
  const stream = bytes && new ReadableStream({ pull: next }, { highWaterMark: 0 });
  const pairs = headers.map(([name, value]): [string, string] => [name, value]);
  const response = new Response(stream ?? null, { status, statusText, headers: pairs });
  return Object.defineProperty(response, "url", { value: url });
}

/** The server said no more: nothing comes until the caller has waited long enough too. */
export function silence(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal === undefined) return reject(ended());
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

const ended = () =>
  new ReplayError("The recording ends here: whoever made it read no further.", { code: "recording_ended" });
