import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readBudgets } from "../../check/budgets.ts";
import { emptyImports } from "../../check/consumer.ts";
import { bundlers } from "../../check/size/bundlers.ts";
import { measure } from "../../check/size/measure.ts";
import type { Bar, Bench } from "../bench.ts";
import { benchFolder } from "../peers.ts";
import { smallestPrograms } from "./smallest-programs.ts";

/** The programs of `budgets.json`, by every bundler, and one completion by every peer. */
export const bundleSize: Bench = {
  name: "bundle-size",
  about: "bytes of the smallest useful program for browsers, minified and gzipped",
  async run() {
    const rows: string[][] = [];
    const bars: Bar[] = [];
    for (const budget of readBudgets().size) {
      if (emptyImports(budget.source.join("\n")).length > 0) continue;
      const sizes = (await measure(budget)).map(({ gzip }) => gzip);
      rows.push([`ours: ${budget.name}`, ...sizes.map(String)]);
      const most = Math.max(...sizes);
      bars.push({
        what: `${budget.name}, bytes`,
        bar: String(budget.limit),
        found: String(most),
        kept: most <= budget.limit,
      });
    }
    for (const [name, source] of Object.entries(smallestPrograms)) {
      rows.push([name, String(await peerSize(source)), "", ""]);
    }
    return { head: ["program", "esbuild", "rollup", "rolldown"], rows, bars };
  },
};

async function peerSize(source: readonly string[]): Promise<number> {
  const entry = join(await benchFolder(), "smallest.mjs");
  await writeFile(entry, `${source.join("\n")}\n`);
  return gzipSync((await bundlers["esbuild"]?.(entry)) ?? "", { level: 9 }).length;
}
