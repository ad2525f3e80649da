import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The sources behind a package's `exports`, by the name of their output: `{ index: "src/index.ts" }`.
 * Only these get declarations, so nothing internal can be imported with types.
 */
export function publicEntries(packageFolder: string): Record<string, string> {
  return entriesOf(readManifest(packageFolder)["exports"]);
}

/** The targets of the package's own `imports`, such as `#runtime`. */
export function internalEntries(packageFolder: string): Record<string, string> {
  return entriesOf(readManifest(packageFolder)["imports"]);
}

function entriesOf(targets: unknown): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const source of sourcesIn(targets)) {
    const name = /^\.\/src\/(.+)\.ts$/.exec(source)?.[1];
    if (name !== undefined) entries[name] = source.slice(2);
  }
  return entries;
}

/** Every value under our own condition, however deep. */
function sourcesIn(targets: unknown): string[] {
  if (typeof targets !== "object" || targets === null) return [];
  return Object.entries(targets).flatMap(([condition, target]: [string, unknown]) =>
    condition === "platform-source" && typeof target === "string" ? [target] : sourcesIn(target),
  );
}

function readManifest(packageFolder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as Record<string, unknown>;
}
