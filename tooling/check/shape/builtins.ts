import { builtinModules } from "node:module";
import { importsOf, isTest, type Source } from "../sources.ts";

/** Packages run in browsers: Node's own modules are reached only from files and folders that say so. */
export function builtinProblems(files: readonly Source[]): string[] {
  return files
    .filter((file) => /^packages\/[^/]+\/src\//.test(file.path) && !isTest(file))
    .filter(({ path }) => !/-node\.ts$|\/node\.ts$|\/node\/|^packages\/core\/src\/testing\//.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("node:") || builtinModules.includes(name))
        .map((name) => `${file.path} imports ${name}; only *-node.ts, node/ and core's testing/ may`),
    );
}
