import { readBudgets } from "../../check/budgets.ts";
import { emptyImports } from "../../check/consumer.ts";
import { measure } from "../../check/size/measure.ts";
import type { Bench } from "../bench.ts";

/** The programs of `budgets.json`, by every bundler. */
export const bundleSize: Bench = {
  name: "bundle-size",
  about: "bytes of small programs, minified and gzipped, against their budgets",
  async run() {
    const rows: string[][] = [];
    for (const budget of readBudgets().size) {
      if (emptyImports(budget.source.join("\n")).length > 0) continue;
      const sizes = await measure(budget);
      rows.push([budget.name, ...sizes.map(({ gzip }) => String(gzip)), String(budget.limit)]);
    }
    return { head: ["program", "esbuild", "rollup", "rolldown", "limit"], rows };
  },
};
