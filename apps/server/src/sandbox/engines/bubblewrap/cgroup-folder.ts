import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../../engine-error.ts";
import { killHard } from "./processes.ts";

/** Ends every process in these cgroups and their children, then removes them. Missing ones are no error. */
export async function removeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    // The kernel needs a moment between a process's end and its cgroup being empty.
    for (let attempt = 0; existsSync(folder); attempt++) {
      if (attempt === 200) {
        throw new EngineError("unavailable", "the processes of a sandbox could not be ended");
      }
      if (attempt > 0) await sleep(Math.min(attempt, 25));
      await removeOnce(folder);
    }
  }
}

async function removeOnce(folder: string): Promise<void> {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) await removeOnce(`${folder}/${entry.name}`);
    }
    killAll(folder);
    rmdirSync(folder);
  } catch (error) {
    if (!isErrno(error, "EBUSY", "ENOENT", "ENOTEMPTY")) throw error;
  }
}

function killAll(folder: string): void {
  // Version 2 ends all at once, forks included; version 1 is gone through until it is empty.
  if (existsSync(`${folder}/cgroup.kill`)) return writeFileSync(`${folder}/cgroup.kill`, "1");
  for (const pid of readFileSync(`${folder}/cgroup.procs`, "utf8").split("\n")) {
    if (Number(pid) > 0) killHard(Number(pid));
  }
}

function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
