import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryCommand } from "./command.ts";
import { GateError } from "./gate.ts";
import { root } from "./workspace.ts";

const modules = join(root, "node_modules");

/** The TypeScripts that consumers may have, by the name of their column: the oldest promised, today's, the native. */
export const compilers: Readonly<Record<string, string>> = {
  "5.7": join(modules, "typescript-oldest", "bin", "tsc"),
  "6.0": join(modules, "typescript", "bin", "tsc"),
  "7.0": join(modules, "@typescript", "native", "bin", "tsc"),
};

export type Resolution = "nodenext" | "bundler";

export interface Compiled {
  readonly instantiations: number;
  readonly types: number;
  /** What the compiler complains of, a line each. */
  readonly problems: readonly string[];
}

export interface Settings {
  readonly resolution: Resolution;
  /** Check the declarations of the packages too, not only what the program uses of them. */
  readonly declarations: boolean;
  /** With the types of Node, which programs for browsers lack. */
  readonly node?: boolean;
}

/** Checks one consumer program, strictly, and counts the compiler's work. */
export async function compile(
  compiler: string,
  folder: string,
  file: string,
  { resolution, declarations, node = false }: Settings = { resolution: "nodenext", declarations: false },
): Promise<Compiled> {
  await mkdir(folder, { recursive: true });
  const config = join(folder, `tsconfig.${file}.${resolution}.json`);
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    module: resolution === "bundler" ? "esnext" : "nodenext",
    moduleResolution: resolution,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: !declarations,
    // The compiler's own, which are not ours and take seconds.
    skipDefaultLibCheck: true,
    noEmit: true,
    typeRoots: [join(modules, "@types")],
    types: node ? ["node"] : [],
  };
  await writeFile(config, JSON.stringify({ compilerOptions, files: [file] }));
  const args = [compiler, "-p", config, "--extendedDiagnostics", "--pretty", "false"];
  const { code, output } = await tryCommand(process.execPath, args, { cwd: folder });
  const figure = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(output)?.[1]);
  const instantiations = figure("Instantiations");
  const problems = output.split("\n").filter((line) => /\berror TS\d+:/.test(line));
  if (Number.isNaN(instantiations) || (code !== 0 && problems.length === 0)) throw new GateError(output);
  return { instantiations, types: figure("Types"), problems };
}
