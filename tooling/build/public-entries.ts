import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly exports?: Readonly<Record<string, string | { readonly source?: string }>>;
}

/**
 * The sources behind a package's `exports`, by the name of their output: `{ index: "src/index.ts" }`.
 * Only these get declarations, so nothing internal can be imported with types.
 */
export function publicEntries(packageFolder: string): Record<string, string> {
  // The manifest's shape is checked by the `shape` gate.
  const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as Manifest;
  const entries: Record<string, string> = {};
  for (const target of Object.values(manifest.exports ?? {})) {
    const source = typeof target === "string" ? undefined : target.source;
    const name = source === undefined ? null : /^\.\/src\/(.+)\.ts$/.exec(source);
    if (name?.[1] !== undefined && source !== undefined) entries[name[1]] = source.slice(2);
  }
  return entries;
}
