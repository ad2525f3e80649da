import type { Bench } from "../bench.ts";
import { runProgram } from "../peers.ts";

type State = "backOff" | "body" | "stream";
type Latency = Readonly<Record<State, { readonly median: number; readonly most: number } | null>>;

const states: readonly State[] = ["backOff", "body", "stream"];
const barMs = 100;
/** The program waits no longer. */
const patienceMs = 2_000;

/** How soon the caller knows that its abort was heard. */
export const abortLatency: Bench = {
  name: "abort-latency",
  about:
    "milliseconds from the abort to the end of the call, median and longest of 15, while the client waits to try again, for the rest of a body, for the next event",
  async run() {
    const results = await runProgram<Record<string, Latency>>("abort.mjs");
    const cell = (latency: Latency, state: State): string => {
      const found = latency[state];
      if (found === null) return "";
      return found.most >= patienceMs ? "not heard" : `${found.median.toFixed(1)} / ${found.most.toFixed(1)}`;
    };
    const ours = results["@platform/core"];
    const most = Math.max(...states.map((state) => ours?.[state]?.most ?? Infinity));
    return {
      head: ["client", "in back-off", "in a body", "in a stream"],
      rows: Object.entries(results).map(([name, latency]) => [
        ...[name, ...states.map((state) => cell(latency, state))],
      ]),
      bars: [
        {
          what: "longest wait after an abort, ms",
          bar: String(barMs),
          found: most.toFixed(1),
          kept: most <= barMs,
        },
      ],
    };
  },
};
