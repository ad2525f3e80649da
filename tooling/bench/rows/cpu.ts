import { cp } from "node:fs/promises";
import { join } from "node:path";
import { command } from "../../check/command.ts";
import { consumerFolder } from "../../check/consumer.ts";
import type { Bench } from "../bench.ts";

interface Compared {
  readonly peer: number;
  readonly ours: number;
  readonly ratio: number;
}

const programs = join(import.meta.dirname, "../programs");

/** What a request and a streamed chunk cost, validation on, beside the barest way to do the same. */
export const cpu: Bench = {
  name: "cpu",
  about: "processor time of the client, microseconds, median of 7 rounds in turns; the bars are ratios",
  async run() {
    const folder = join(await consumerFolder(), "cpu");
    await cp(programs, folder, { recursive: true });
    const measure = async (file: string): Promise<Compared> =>
      JSON.parse(await command(process.execPath, [join(folder, file)], { cwd: folder })) as Compared;
    const row = (name: string, { peer, ours, ratio }: Compared, bar: string) => [
      ...[name, peer.toFixed(1), ours.toFixed(1), ratio.toFixed(2), bar],
    ];
    return {
      head: ["what", "bare", "ours", "ratio", "bar"],
      rows: [
        row("a request, 64 in flight, against fetch", await measure("request-cpu.mjs"), "1.25"),
        row("a streamed chunk, against raw split", await measure("sse.mjs"), "2.00"),
      ],
    };
  },
};
