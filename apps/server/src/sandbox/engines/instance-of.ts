import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../../store/new-id.ts";

/** The name of the engine that has this folder; made at its first use, and the same from then on. */
export async function instanceOf(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "instance");
  // Renewed when empty: a full disk can leave such a file.
  const known = await readFile(path, "utf8").catch(() => "");
  if (known !== "") return known;
  const made = newId("sbxhost");
  await writeFile(path, made);
  return made;
}
