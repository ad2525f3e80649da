import { readdirSync, readFileSync } from "node:fs";

/** Process ids of this process's model children that are still running, oldest first. Linux only. */
export function modelChildren(): number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/u.test(name));
  return ids
    .map(Number)
    .filter((id) => parentOf(id) === process.pid && commandOf(id).includes("/llama/child."));
}

function parentOf(id: number): number {
  // "pid (name) state parent ...": the name may hold anything, so count from its closing bracket. Z is already dead.
  const [state, parent] = read(`/proc/${id}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return state === "Z" ? 0 : Number(parent);
}

function commandOf(id: number): string {
  return read(`/proc/${id}/cmdline`);
}

/** A process may end between the listing and the reading. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
