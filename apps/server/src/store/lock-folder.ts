import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Takes the data folder for this process. The lock of a process that died, however it died, is taken over.
 * @returns gives the folder back.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "server.lock");
  // Linked into place whole, so that nobody reads it half-written.
  const own = `${path}.${process.pid}`;
  await writeFile(own, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 });
  try {
    await take(own, path, folder);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

async function take(own: string, path: string, folder: string): Promise<void> {
  for (;;) {
    try {
      return await link(own, path);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const [pid, start] = (await readFile(path, "utf8").catch(() => "")).split(" ");
    if (pid && startOf(Number(pid)) === start) {
      throw new Error(`Another server (process ${pid}) uses ${folder}. Stop it, or set PLATFORM_DATA_DIR.`);
    }
    // Moved before it is removed: of two servers that find it stale, one gets it.
    const stale = `${own}.stale`;
    await rename(path, stale).then(
      () => rm(stale, { force: true }),
      () => undefined,
    );
  }
}

/** When a process began, so that a number used again is not taken for the same process; empty when it is gone. */
function startOf(pid: number): string {
  try {
    // The fields after the name, which may itself hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return process.platform === "linux" ? "" : aliveMark(pid);
  }
}

function aliveMark(pid: number): string {
  try {
    process.kill(pid, 0);
    return "alive";
  } catch {
    return "";
  }
}
