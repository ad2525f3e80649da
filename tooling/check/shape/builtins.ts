import { builtinModules } from "node:module";
import { importsOf, isTest, type Source } from "../sources.ts";

/** Packages run in browsers: Node's own modules are reached only from `-node.ts` files and `node` folders. */
export function builtinProblems(files: readonly Source[]): string[] {
  return files
    .filter((file) => /^packages\/[^/]+\/src\//.test(file.path) && !isTest(file))
    .filter(({ path }) => !/-node\.ts$|\/node\.ts$|\/node\//.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("node:") || builtinModules.includes(name))
        .map((name) => `${file.path} imports ${name}; only files ending in -node.ts or under node/ may`),
    );
}
