import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes into the data folder where the server listens, for programs on this machine that look for it. The folder
 * is locked by this server, so the file is its own. It holds no key.
 * @returns takes the file away again.
 */
export async function announce(dataDir: string, url: string): Promise<() => Promise<void>> {
  const path = join(dataDir, "server.json");
  const text = JSON.stringify({ url: fromHere(url), pid: process.pid, startedAt: new Date().toISOString() });
  // Moved into place whole, so that nobody reads it half-written.
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, `${text}\n`, { mode: 0o600 });
  await rename(fresh, path);
  return () => rm(path, { force: true });
}

/** Listening on every address is no address to call. */
const fromHere = (url: string): string =>
  url.replace("//0.0.0.0:", "//127.0.0.1:").replace(/\/\/\[::\]:/, "//[::1]:");
