import { readBudgets } from "../budgets.ts";
import { emptyImports } from "../consumer.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { measure } from "../size/measure.ts";
import { table } from "../table.ts";

/** Small programs stay small with every bundler: minified, gzipped bytes against `budgets.json`. */
export const size: Gate = {
  name: "size",
  async run() {
    const { size: budgets } = readBudgets();
    const ready = budgets.filter(({ source }) => emptyImports(source.join("\n")).length === 0);
    const rows: string[][] = [];
    const problems: string[] = [];
    for (const budget of ready) {
      const sizes = await measure(budget);
      rows.push([budget.name, ...sizes.map(({ gzip }) => String(gzip)), String(budget.limit)]);
      for (const { bundler, gzip } of sizes) {
        if (gzip > budget.limit)
          problems.push(`${budget.name}: ${gzip} bytes by ${bundler}, at most ${budget.limit}`);
      }
    }
    if (rows.length > 0) console.log(table(["program", "esbuild", "rollup", "rolldown", "limit"], rows));
    failIfAny(problems);
    const waiting = budgets.length - ready.length;
    return `${ready.length} programs${waiting > 0 ? `, ${waiting} wait for empty packages` : ""}`;
  },
};
