import { readdirSync, statSync } from "node:fs";

/** SIGKILL for every process of these host users; none of them may be in use by anything but sandboxes. */
export function killProcessesOf(firstUid: number, lastUid: number): void {
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const uid = statSync(`/proc/${pid}/task`, { throwIfNoEntry: false })?.uid ?? -1;
    if (uid >= firstUid && uid <= lastUid) killHard(Number(pid));
  }
}

/** SIGKILL; a process that has ended already is no error. */
export function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
