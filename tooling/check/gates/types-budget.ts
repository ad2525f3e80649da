import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readBudgets } from "../budgets.ts";
import { consumerFolder, emptyImports } from "../consumer.ts";
import { countTypes, type TypeCost } from "../count-types.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { table } from "../table.ts";

/** Small programs stay cheap to check: type instantiations over an empty file, against `budgets.json`. */
export const typesBudget: Gate = {
  name: "types-budget",
  async run() {
    const { types: budgets } = readBudgets();
    const ready = budgets.filter(({ source }) => emptyImports(source.join("\n")).length === 0);
    const folder = join(await consumerFolder(), "types");
    await mkdir(folder, { recursive: true });
    const base = await costOf(folder, "empty", "export {};\n");
    const rows: string[][] = [];
    const problems: string[] = [];
    for (const { name, source, limit } of ready) {
      const { instantiations, types, problems: wrong } = await costOf(folder, name, `${source.join("\n")}\n`);
      const over = instantiations - base.instantiations;
      rows.push([name, String(over), String(types - base.types), String(limit)]);
      problems.push(...wrong.map((problem) => `${name}: ${problem}`));
      if (over > limit) problems.push(`${name}: ${over} instantiations, at most ${limit}`);
    }
    if (rows.length > 0) console.log(table(["program", "instantiations", "types", "limit"], rows));
    failIfAny(problems);
    const waiting = budgets.length - ready.length;
    return `${ready.length} programs${waiting > 0 ? `, ${waiting} wait for empty packages` : ""}`;
  },
};

async function costOf(folder: string, name: string, source: string): Promise<TypeCost> {
  const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.ts`);
  await writeFile(file, source);
  return countTypes(file);
}
