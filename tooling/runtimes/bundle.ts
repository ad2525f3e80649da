import { join } from "node:path";
import { build } from "esbuild";

/** Bundles a file of the program, with what is installed beside it, for a runtime's import conditions. */
export async function bundle(
  folder: string,
  file: string,
  conditions: readonly string[],
  globalName?: string,
): Promise<string> {
  const result = await build({
    entryPoints: [join(folder, "program", file)],
    bundle: true,
    write: false,
    // No builtin is external: whatever only Node has fails the bundling.
    platform: "browser",
    conditions: [...conditions],
    target: "es2023",
    logLevel: "silent",
    ...(globalName === undefined ? { format: "esm" } : { format: "iife", globalName }),
  });
  return result.outputFiles[0]?.text ?? "";
}
