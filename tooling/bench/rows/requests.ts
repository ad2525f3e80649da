import type { Bench } from "../bench.ts";
import { type Costs, runProgram } from "../peers.ts";

const bar = 1.25;

/** What a completion by POST costs the client's process, validation on. */
export const requests: Bench = {
  name: "requests",
  about:
    "a completion by POST on loopback: microseconds of the client's processor time and requests a second, medians of 7 rounds in turns, each client in a process of its own",
  async run() {
    const { flight, alone } = await runProgram<Record<"flight" | "alone", Costs>>("requests.mjs");
    const names = Object.keys(flight);
    const row = (name: string): string[] => {
      const [many, one] = [flight[name], alone[name]];
      if (many === undefined || one === undefined) return [name];
      return [
        ...[name, many.cpu.toFixed(0), many.ratio.toFixed(2), (1e6 / many.wall).toFixed(0)],
        ...[one.cpu.toFixed(0), one.ratio.toFixed(2), (1e6 / one.wall).toFixed(0)],
      ];
    };
    const ratio = flight["@platform/core"]?.ratio ?? Infinity;
    return {
      head: [
        ...["client", "64 in flight: µs", "against fetch", "requests/s"],
        ...["one by one: µs", "against fetch", "requests/s"],
      ],
      rows: names.map(row),
      bars: [
        {
          what: "processor time of a request, 64 in flight, against fetch",
          bar: bar.toFixed(2),
          found: ratio.toFixed(2),
          kept: ratio <= bar,
        },
      ],
    };
  },
};
