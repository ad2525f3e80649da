import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends a PostgreSQL that outlived its server. The caller holds the data folder's lock, so nobody else can
 * be using it. Its own pid file alone is no proof: the number may belong to another process by now.
 */
export async function stopLeftover(data: string): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    const pid = await leftover(data);
    if (pid === undefined) return;
    if (waited === 0) process.kill(pid, "SIGINT");
    if (waited === 10_000) process.kill(pid, "SIGQUIT");
    if (waited > 20_000)
      throw new Error(`PostgreSQL (process ${pid}) still holds ${data}. End it, then start again.`);
    await sleep(50);
  }
}

async function leftover(data: string): Promise<number | undefined> {
  try {
    const [pid] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
    // A postmaster works in its data folder.
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(data)]);
    return theirs.ino === ours.ino && theirs.dev === ours.dev ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}
