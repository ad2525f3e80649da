import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readBudgets } from "../budgets.ts";
import { compile, compilers, type Settings } from "../compilers.ts";
import { consumerFolder } from "../consumer.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { entriesOf, isForNode } from "../new-user.ts";
import { packAll } from "../pack.ts";

/** Once with all declarations, which takes seconds and is the same for both resolutions. */
const runs: ReadonlyArray<Settings & { readonly file: string }> = [
  { file: "anywhere.ts", resolution: "nodenext", declarations: true },
  { file: "anywhere.ts", resolution: "bundler", declarations: false },
  { file: "in-node.ts", resolution: "nodenext", declarations: true, node: true },
];

/** Every public entry, and the programs of `budgets.json`, compile with the TypeScripts a consumer may have. */
export const typesRange: Gate = {
  name: "types-range",
  async run() {
    const folder = join(await consumerFolder(), "types-range");
    await mkdir(folder, { recursive: true });
    const entries = await entriesOf(await packAll());
    const programs = readBudgets().types.map(({ source }, at) => ({ file: `program${at}`, source }));
    for (const { file, source } of programs) {
      await writeFile(join(folder, `${file}.ts`), `${source.join("\n")}\nexport {};\n`);
    }
    const anywhere = [
      ...exportsOf(entries.filter((entry) => !isForNode(entry))),
      ...programs.map(({ file }) => `import "./${file}.js";`),
    ];
    await writeFile(join(folder, "anywhere.ts"), `${anywhere.join("\n")}\n`);
    await writeFile(join(folder, "in-node.ts"), `${exportsOf(entries.filter(isForNode)).join("\n")}\n`);
    const problems: string[] = [];
    for (const [version, compiler] of Object.entries(compilers)) {
      for (const { file, ...settings } of runs) {
        const compiled = await compile(compiler, folder, file, settings);
        const where = `TypeScript ${version}, ${settings.resolution}`;
        problems.push(...compiled.problems.map((problem) => `${where}: ${problem}`));
      }
    }
    failIfAny(problems);
    return `${entries.length} entries, TypeScript ${Object.keys(compilers).join(", ")}`;
  },
};

const exportsOf = (entries: readonly string[]): string[] =>
  entries.map((entry, at) => `export * as entry${at} from ${JSON.stringify(entry)};`);
