import { readdir, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** How often a living process touches its file. */
export const heartbeatMs = 20_000;
/** Untouched for so long, a file of another machine, or of a process number given to another since, is nobody's. */
const abandonedMs = 120_000;

const host = encodeURIComponent(hostname()).replaceAll(".", "%2E");
/** Of this process: a program may open several. */
const own = new Set<string>();

/** The end of this process's file name: machine, process, and what no other has. */
export function ownName(id: string): string {
  own.add(id);
  return `${host}.${process.pid}.${id}.jsonl`;
}

/** Files beside `base` whose process is gone, oldest first. */
export async function findAbandoned(base: string, mine: string): Promise<string[]> {
  const folder = dirname(base);
  const prefix = `${basename(base)}.`;
  const names = await readdir(folder).catch(() => []);
  const found: { path: string; touched: number }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const parts = name.startsWith(prefix) ? name.slice(prefix.length).split(".") : [];
    if (path === mine || !parts.some((part) => part === "jsonl")) continue;
    const touched = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (touched === undefined) continue;
    if (isLeft(parts) || Date.now() - touched > abandonedMs) found.push({ path, touched });
  }
  return found.toSorted((a, b) => a.touched - b.touched).map(({ path }) => path);
}

function isLeft([machine, pid, id]: readonly string[]): boolean {
  if (machine === "left") return true;
  if (machine !== host || id === undefined || own.has(id)) return false;
  return Number(pid) === process.pid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
