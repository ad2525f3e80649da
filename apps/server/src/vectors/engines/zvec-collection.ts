import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { ZVecCollection } from "@zvec/zvec";
import { EngineError } from "../../engine-error.ts";
import type { IndexSpec } from "../engine.ts";
import type { Zvec } from "./zvec-binding.ts";
import { fits, schemaFor } from "./zvec-schema.ts";

/**
 * Opens the collection in a folder, making an empty one when the folder is missing, damaged or of another shape:
 * it only holds derived data, which the caller rebuilds when rows are missing.
 * @throws {EngineError} `conflict` when another process has it open.
 */
export async function openCollection(zvec: Zvec, folder: string, spec: IndexSpec): Promise<ZVecCollection> {
  if (existsSync(folder)) {
    const found = reopen(zvec, folder, spec);
    if (found !== undefined) return found;
    await rm(folder, { recursive: true, force: true });
  }
  try {
    return zvec.ZVecCreateAndOpen(folder, schemaFor(zvec, spec));
  } catch (cause) {
    throw new EngineError("upstream_failed", `zvec could not create the vector index ${spec.id}`, { cause });
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
