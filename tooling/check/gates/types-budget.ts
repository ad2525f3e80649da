import { failIfAny, type Gate } from "../gate.ts";
import { emptyImports } from "../consumer.ts";
import { readBudgets } from "../budgets.ts";
import { compilers } from "../compilers.ts";
import { table } from "../table.ts";
import { typeCosts } from "../type-costs.ts";

/** Small programs stay cheap to check: type instantiations over an empty file, against `budgets.json`. */
export const typesBudget: Gate = {
  name: "types-budget",
  async run() {
    const { types: budgets } = readBudgets();
    const ready = budgets.filter(({ source }) => emptyImports(source.join("\n")).length === 0);
    const costs = await typeCosts(ready);
    const problems = costs.flatMap((cost) => cost.problems);
    for (const { name, limit, instantiations } of costs) {
      for (const [version, count] of Object.entries(instantiations)) {
        if (count > limit)
          problems.push(`${name}: ${count} instantiations by TypeScript ${version}, at most ${limit}`);
      }
    }
    const rows = costs.map(({ name, limit, instantiations }) => [
      ...[name, ...Object.values(instantiations).map(String), String(limit)],
    ]);
    if (rows.length > 0) console.log(table(["program", ...Object.keys(compilers), "limit"], rows));
    failIfAny(problems);
    const waiting = budgets.length - ready.length;
    return `${ready.length} programs${waiting > 0 ? `, ${waiting} wait for empty packages` : ""}`;
  },
};
