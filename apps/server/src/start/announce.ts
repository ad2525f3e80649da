import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";

/**
 * Writes into the data folder where the server listens, for programs on this machine that look for it. The folder
 * is locked by this server, so the file is its own. It holds no key. A disk that takes no file is no reason not
 * to serve.
 * @returns takes the file away again.
 */
export async function announce(dataDir: string, url: string, log: Logger): Promise<() => Promise<void>> {
  const path = join(dataDir, "server.json");
  const text = JSON.stringify({ url: fromHere(url), pid: process.pid, startedAt: new Date().toISOString() });
  // Moved into place whole, so that nobody reads it half-written.
  const fresh = `${path}.${process.pid}`;
  try {
    await writeFile(fresh, `${text}\n`, { mode: 0o600 });
    await rename(fresh, path);
  } catch (error) {
    log.warn(
      { err: error },
      "server.json cannot be written: programs will not find this server by its folder",
    );
    await rm(fresh, { force: true }).catch(() => undefined);
  }
  return () => rm(path, { force: true }).catch(() => undefined);
}

/** Listening on every address is no address to call. */
const fromHere = (url: string): string =>
  url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
