import { join } from "node:path";
import { root } from "../check/workspace.ts";
import { extractWords } from "./extract.ts";

/** Where the server reads what docstrings say, for its reference. */
export const wordsFile = join(root, "apps/server/src/http/openapi/generated/words.ts");

/** The file as the docstrings want it now. */
export function makeWordsFile(): string {
  const words = extractWords();
  const lines = Object.entries(words).map(([name, said]) => `  ${name}: ${JSON.stringify(said)},\n`);
  return [
    "// Written by `pnpm reference` from the packages' docstrings; the gate `reference` keeps it so.\n",
    'import type { Words } from "../words.ts";\n\n',
    `export const words: Readonly<Record<string, Words>> = {\n${lines.join("")}};\n`,
  ].join("");
}
