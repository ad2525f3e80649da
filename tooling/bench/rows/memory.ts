import type { Bench } from "../bench.ts";
import { runProgram } from "../peers.ts";

interface Kept {
  readonly bytes: number;
  readonly listeners: number;
  readonly rss: number;
}

const names = [
  ...["fetch", "@platform/core", "undici.request", "ofetch", "ky", "axios"],
  ...["openai", "@anthropic-ai/sdk", "ai"],
];
/** Code that has not run for some collections is dropped otherwise, which would be subtracted from what is kept. */
const flags = ["--expose-gc", "--no-flush-bytecode"];
/** Compiled code and caches settle within this; an object kept for each request is several times as much. */
const noiseBytes = 20;

/** What requests leave on the heap and on a signal that lives longer than they. */
export const memory: Bench = {
  name: "memory",
  about:
    "after 10,000 requests on one shared signal, each with a limit of 60 s, 20 in flight: heap kept after collection, for each request; listeners kept on the signal; memory of the process",
  async run() {
    const rows: string[][] = [];
    let ours: Kept = { bytes: Infinity, listeners: Infinity, rss: 0 };
    for (const name of names) {
      const kept = await runProgram<Kept>("memory.mjs", [...flags, name]);
      if (name === "@platform/core") ours = kept;
      rows.push([name, kept.bytes.toFixed(0), String(kept.listeners), (kept.rss / 1e6).toFixed(0)]);
    }
    return {
      head: ["client", "bytes kept a request", "listeners kept", "RSS, MB"],
      rows,
      bars: [
        {
          what: `heap kept a request, bytes (under ${noiseBytes} is noise)`,
          bar: "0",
          found: ours.bytes.toFixed(0),
          kept: ours.bytes < noiseBytes,
        },
        {
          what: "listeners kept on the signal",
          bar: "0",
          found: String(ours.listeners),
          kept: ours.listeners === 0,
        },
      ],
    };
  },
};
