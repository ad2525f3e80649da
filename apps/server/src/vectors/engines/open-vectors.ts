import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Slot } from "../../engines.ts";
import type { Database } from "../../store/database.ts";
import { vectorIndexes } from "../../store/schema/index.ts";
import type { VectorEngine } from "../engine.ts";
import { openZvec } from "./zvec.ts";

/** Opens the embedded vector engine in the data folder. */
export async function openVectors(dataDir: string, db: Database, log: Logger): Promise<Slot<VectorEngine>> {
  const folder = join(dataDir, "vectors");
  try {
    const engine = await openZvec({ dataDir: folder });
    await removeOrphans(folder, db);
    return { ok: true, engine };
  } catch (error) {
    log.warn({ err: error }, "no vector engine");
    return {
      ok: false,
      reason: `Vectors are disabled: ${error instanceof Error ? error.message : String(error)}`,
      fix: "Run the server on one of those platforms, with optional dependencies installed and the data folder writable.",
    };
  }
}

/** Removes folders of indexes deleted while the engine could not: the data folder's lock keeps others out. */
async function removeOrphans(folder: string, db: Database): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^idx_[0-9a-z]+$/.test(name));
  if (names.length === 0) return;
  const rows = await db.select({ id: vectorIndexes.id }).from(vectorIndexes);
  const kept = new Set(rows.map(({ id }) => id));
  for (const name of names) {
    if (!kept.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
