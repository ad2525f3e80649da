import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readBudgets } from "../budgets.ts";
import { compile, compilers, type Settings } from "../compilers.ts";
import { consumerFolder } from "../consumer.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { entriesOf } from "../new-user.ts";
import { packAll } from "../pack.ts";

/** Once with all declarations, which takes seconds and is the same for both. */
const settings: readonly Settings[] = [
  { resolution: "nodenext", declarations: true },
  { resolution: "bundler", declarations: false },
];

/** Every public entry, and the programs of `budgets.json`, compile with the TypeScripts a consumer may have. */
export const typesRange: Gate = {
  name: "types-range",
  async run() {
    const folder = join(await consumerFolder(), "types-range");
    await mkdir(folder, { recursive: true });
    const entries = await entriesOf(await packAll());
    const all = entries.map((entry, at) => `export * as entry${at} from ${JSON.stringify(entry)};`);
    const programs = readBudgets().types;
    const names = programs.map((_, at) => `program${at}.ts`);
    for (const [at, { source }] of programs.entries()) {
      await writeFile(join(folder, names[at] ?? ""), `${source.join("\n")}\nexport {};\n`);
    }
    const main = [...all, ...names.map((name) => `import "./${name.replace(".ts", ".js")}";`)];
    await writeFile(join(folder, "main.ts"), `${main.join("\n")}\n`);
    const problems: string[] = [];
    for (const [version, compiler] of Object.entries(compilers)) {
      for (const one of settings) {
        const compiled = await compile(compiler, folder, "main.ts", one);
        const where = `TypeScript ${version}, ${one.resolution}`;
        problems.push(...compiled.problems.map((problem) => `${where}: ${problem}`));
      }
    }
    failIfAny(problems);
    return `${entries.length} entries, TypeScript ${Object.keys(compilers).join(", ")}`;
  },
};
