import { readdir, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { keptMs } from "./upload-files.ts";

/** Removes uploads that nobody went on with. */
export async function sweepUploads(dataDir: string): Promise<void> {
  const root = join(dataDir, "uploads");
  for (const project of await readdir(root).catch(() => [])) {
    for (const id of await readdir(join(root, project)).catch(() => [])) {
      const folder = join(root, project, id);
      const { mtimeMs } = await stat(join(folder, "parts")).catch(() => stat(folder));
      if (mtimeMs + keptMs <= Date.now()) await rm(folder, { recursive: true, force: true });
    }
    // Fails, as it should, while there is one left.
    await rmdir(join(root, project)).catch(() => {});
  }
}
