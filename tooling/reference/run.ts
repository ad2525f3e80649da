// Writes what the packages' docstrings say into the server's reference: `pnpm reference`.
import { writeFile } from "node:fs/promises";
import { makeWordsFile, wordsFile } from "./words-file.ts";

await writeFile(wordsFile, makeWordsFile());
