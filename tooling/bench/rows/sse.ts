import type { Bar, Bench } from "../bench.ts";
import { type Costs, runProgram } from "../peers.ts";

const bar = 2;
/** Four times the bytes may cost four times as much and a half more; a quadratic reader needs sixteen times. */
const linear = 6;

/** What a piece of a streamed answer costs the client's process, and one event of 5 MB. */
export const sse: Bench = {
  name: "sse",
  about:
    "20,000 pieces of an answer, 100 in a write and each in its own: microseconds of the client's processor time and pieces a second, medians of 7 rounds in turns, each client in a process of its own; then one event of 5 MB in reads of 1 kB",
  async run() {
    const { well, each } = await runProgram<Record<"well" | "each", Costs>>("sse.mjs");
    const large = await runProgram<Costs>("large-event.mjs");
    const rows = Object.keys(well).map((name) => {
      const [many, one] = [well[name], each[name]];
      if (many === undefined || one === undefined) return [name];
      return [
        ...[name === "fetch" ? "fetch and split" : name, many.cpu.toFixed(1), many.ratio.toFixed(2)],
        ...[
          (1e6 / many.wall).toFixed(0),
          one.cpu.toFixed(1),
          one.ratio.toFixed(2),
          (1e6 / one.wall).toFixed(0),
        ],
      ];
    });
    const growth = (large["5"]?.cpu ?? Infinity) / (large["1.25"]?.cpu ?? 0);
    const ratioBar = (what: string, ratio = Infinity): Bar => ({
      what: `processor time of a streamed piece, ${what}, against raw split`,
      bar: bar.toFixed(2),
      found: ratio.toFixed(2),
      kept: ratio <= bar,
    });
    return {
      head: [
        ...["client", "100 in a write: µs", "against split", "pieces/s"],
        ...["each in its own: µs", "against split", "pieces/s"],
      ],
      rows: [
        ...rows,
        ["ours, one event of 1.25 MB, ms", ((large["1.25"]?.cpu ?? 0) / 1_000).toFixed(1)],
        ["ours, one event of 5 MB, ms", ((large["5"]?.cpu ?? 0) / 1_000).toFixed(1)],
      ],
      bars: [
        ratioBar("100 in a write", well["@platform/core"]?.ratio),
        ratioBar("each in its own", each["@platform/core"]?.ratio),
        {
          what: "an event of 5 MB against one of 1.25 MB (linear: 4)",
          bar: linear.toFixed(1),
          found: growth.toFixed(1),
          kept: growth <= linear,
        },
      ],
    };
  },
};
