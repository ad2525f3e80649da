/** A program: reads one event of 5 MB that comes in reads of about 60 bytes, as one line or as many, and says its size. */
import { createClient } from "../src/index.ts";
import { ticks } from "./actions.ts";
import { inParts } from "./in-parts.ts";

const sizeBytes = 5_000_000;
const oneLine = process.argv[2] === "one line";

function* parts(): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const filler = "0123456789".repeat(5);
  const part = encoder.encode(oneLine ? `"${filler}",\t` : `data: "${filler}",\n`);
  yield encoder.encode(oneLine ? 'data: {"n":[' : 'data: {"n":[\n');
  for (let sent = 0; sent < sizeBytes; sent += part.length) yield part;
  yield encoder.encode(oneLine ? "0]}\n\n" : "data: 0]}\n\n");
  yield encoder.encode("data: [DONE]\n\n");
}

const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts()) });
for await (const { n } of ticks(client)) console.log((n as unknown[]).length);
