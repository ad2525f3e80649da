import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { removeFolders } from "./cgroup-folder.ts";

/** A name for a living process that no later one with the same number shares. */
export function processName(pid: number = process.pid): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    // A zombie is dead, only not yet buried by its parent.
    return fields[0] === "Z" ? undefined : `${pid}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Notes on disk what must be removed if this server dies. Returns how to take the note back. */
export async function recordFolders(
  dataDir: string,
  name: string,
  folders: readonly string[],
): Promise<() => Promise<void>> {
  await mkdir(`${dataDir}/live`, { recursive: true });
  const path = `${dataDir}/live/${name}.json`;
  await writeFile(path, JSON.stringify(folders));
  return () => rm(path, { force: true });
}

/** Removes what servers that crashed left behind; those that still run keep theirs. */
export async function removeLeftovers(dataDir: string): Promise<void> {
  const notes = await readdir(`${dataDir}/live`).catch(() => []);
  for (const note of notes) {
    const owner = /^platform-sandboxes-((\d+)-\d+)-/.exec(note);
    if (!owner || processName(Number(owner[2])) === owner[1]) continue;
    const folders = await readNote(`${dataDir}/live/${note}`);
    if (Array.isArray(folders)) await removeFolders(folders.filter(isOurs));
    await rm(`${dataDir}/live/${note}`, { force: true });
  }
}

/** A full disk leaves notes that are cut off; what they named is lost, and must not keep the engine closed. */
async function readNote(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return [];
  }
}

/** A damaged note must not make us remove anything else. */
function isOurs(folder: unknown): folder is string {
  return typeof folder === "string" && /^\/sys\/fs\/cgroup\/.*\/platform-sandboxes-[\w-]+$/.test(folder);
}
