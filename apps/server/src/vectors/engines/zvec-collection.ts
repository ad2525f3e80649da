import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ZVecCollection } from "@zvec/zvec";
import { EngineError } from "../../engine-error.ts";
import type { IndexSpec } from "../engine.ts";
import type { Zvec } from "./zvec-binding.ts";
import { markFile } from "./zvec-mark.ts";
import { fits, schemaFor } from "./zvec-schema.ts";

// An index folder holds numbered collections, the file `current`, which names the one in use, and the mark. A collection is
// built beside the old one and named when it is complete, so a crash never leaves half of one.

export interface Generation {
  readonly number: number;
  readonly collection: ZVecCollection;
}

/**
 * Opens the collection in use, making an empty one when the folder is missing, damaged or of another shape:
 * it only holds derived data, which the caller rebuilds when rows are missing.
 * @throws {EngineError} `conflict` when another process has it open.
 */
export async function openCurrent(zvec: Zvec, folder: string, spec: IndexSpec): Promise<Generation> {
  const number = await currentNumber(folder);
  const found = number > 0 ? reopen(zvec, join(folder, `${number}`), spec) : undefined;
  if (found !== undefined) {
    await removeOthers(folder, number);
    return { number, collection: found };
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const first = create(zvec, folder, spec, 1);
  await makeCurrent(folder, first);
  return first;
}

/** Makes an empty collection that is not in use yet. */
export function create(zvec: Zvec, folder: string, spec: IndexSpec, number: number): Generation {
  try {
    return { number, collection: zvec.ZVecCreateAndOpen(join(folder, `${number}`), schemaFor(zvec, spec)) };
  } catch (cause) {
    throw new EngineError("upstream_failed", `zvec could not create the vector index ${spec.id}`, { cause });
  }
}

/** From now on this collection is the one in use, also after a crash. */
export async function makeCurrent(folder: string, { number }: Generation): Promise<void> {
  const draft = join(folder, "current.new");
  await writeFile(draft, `${number}`);
  await rename(draft, join(folder, "current"));
}

/** Removes a closed collection. */
export function removeGeneration(folder: string, number: number): Promise<void> {
  return rm(join(folder, `${number}`), { recursive: true, force: true });
}

/** The number in `current`, or 0 when there is none to read. */
async function currentNumber(folder: string): Promise<number> {
  const text = await readFile(join(folder, "current"), "utf8").catch(() => "");
  return /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0;
}

async function removeOthers(folder: string, number: number): Promise<void> {
  const kept = new Set(["current", markFile, `${number}`]);
  for (const name of await readdir(folder)) {
    if (!kept.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The stored collection, or nothing when it cannot serve the specification. */
function reopen(zvec: Zvec, folder: string, spec: IndexSpec): ZVecCollection | undefined {
  let collection: ZVecCollection | undefined;
  try {
    collection = zvec.ZVecOpen(folder);
    if (fits(zvec, collection.schema, spec)) return collection;
  } catch (cause) {
    // The lock is the kernel's and ends with its process: a refused lock has a living owner, whose data stays.
    if (String(cause).includes("Can't lock")) {
      throw new EngineError("conflict", `The vector index ${spec.id} is open in another process`, { cause });
    }
  }
  collection?.closeSync();
  return undefined;
}
