import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * The binary of a package that ships one package for each platform: install scripts are off, so it is taken from
 * there. `undefined` when no platform's package is installed.
 */
export function binaryOf(name: string, files: readonly string[]): string | undefined {
  const manifest = require.resolve(`${name}/package.json`);
  const { optionalDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    optionalDependencies?: Record<string, string>;
  };
  const near = createRequire(manifest);
  for (const platform of Object.keys(optionalDependencies)) {
    const folder = resolveFolder(near, platform);
    const found = files
      .map((file) => join(folder ?? "", file))
      .find((file) => folder !== undefined && existsSync(file));
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolveFolder(near: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(near.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
