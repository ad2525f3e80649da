import { readFile } from "node:fs/promises";
import { makeWordsFile, wordsFile } from "../../reference/words-file.ts";
import { type Gate, GateError } from "../gate.ts";

/** The server's reference says what the docstrings say. */
export const reference: Gate = {
  name: "reference",
  async run() {
    const wanted = makeWordsFile();
    if ((await readFile(wordsFile, "utf8")) !== wanted) {
      throw new GateError("docstrings have changed since the reference was written: run `pnpm reference`");
    }
    return `${wanted.split("\n").length - 6} operations`;
  },
};
