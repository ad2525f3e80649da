import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The file of an index folder that holds the mark. It goes when the folder's rows go. */
export const markFile = "mark";

/** Replaces the mark in one step: after a crash it is the old one or the new one. */
export async function writeMark(folder: string, text: string): Promise<void> {
  const draft = join(folder, `${markFile}.new`);
  await writeFile(draft, text);
  await rename(draft, join(folder, markFile));
}

/** The mark, or undefined when none was written. */
export async function readMark(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, markFile), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
