import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Budget } from "./budgets.ts";
import { compile, compilers } from "./compilers.ts";
import { consumerFolder } from "./consumer.ts";

export interface TypeCost extends Budget {
  /** Over an empty file, by the compiler's version. */
  readonly instantiations: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Counts what each program costs every compiler. */
export async function typeCosts(programs: readonly Budget[]): Promise<TypeCost[]> {
  const folder = join(await consumerFolder(), "types");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "empty.ts"), "export {};\n");
  const bases = new Map<string, number>();
  for (const [version, compiler] of Object.entries(compilers)) {
    bases.set(version, (await compile(compiler, folder, "empty.ts")).instantiations);
  }
  const costs: TypeCost[] = [];
  for (const budget of programs) {
    const file = `${budget.name.replaceAll(/\W+/g, "-")}.ts`;
    await writeFile(join(folder, file), `${budget.source.join("\n")}\n`);
    const instantiations: Record<string, number> = {};
    const problems: string[] = [];
    for (const [version, compiler] of Object.entries(compilers)) {
      const compiled = await compile(compiler, folder, file);
      instantiations[version] = compiled.instantiations - (bases.get(version) ?? 0);
      problems.push(...compiled.problems.map((one) => `${budget.name}, TypeScript ${version}: ${one}`));
    }
    costs.push({ ...budget, instantiations, problems });
  }
  return costs;
}
