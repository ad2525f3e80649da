import { type Framing, unbuffered } from "./framing.ts";

const encoder = new TextEncoder();
const line = (value: unknown): Uint8Array => encoder.encode(`${JSON.stringify(value)}\n`);

/** What a client would take for the end or for a failure may not be data. */
function dataLine(value: unknown): Uint8Array {
  const names = Object.keys(Object(value)).join();
  if (names === "done" || names === "error") {
    throw new Error(`A line may not hold \`${names}\` alone: that has a meaning of its own.`);
  }
  return line(value);
}

/** Lines of JSON, ended by `{"done":true}`. */
export const ndjson: Framing = {
  headers: { "content-type": "application/x-ndjson; charset=utf-8", ...unbuffered },
  part: dataLine,
  failure: line,
  keepAlive: encoder.encode("\n"),
  end: line({ done: true }),
};
