import { hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ZVecDocInput, ZVecStatus } from "@zvec/zvec";
import { EngineError } from "../../engine-error.ts";
import type { VectorRow } from "../engine.ts";
import { tokensOf } from "../filter/tokens.ts";
import { checkRow } from "./check-input.ts";
import type { OpenIndex } from "./open-indexes.ts";
import { fields } from "./zvec-schema.ts";

// zvec writes on the calling thread, so a write is cut into slices of a few milliseconds.
export const rowsPerSlice = 16;
const valuesPerSlice = 16_384;

/** Checks all rows, then writes them. `check` runs before each slice and may throw to stop. */
export async function upsertRows(
  index: OpenIndex,
  rows: readonly VectorRow[],
  check: () => void,
): Promise<void> {
  const { dimension } = index.spec;
  const size = Math.max(1, Math.min(rowsPerSlice, Math.floor(valuesPerSlice / dimension)));
  await inSlices(rows, size, check, (slice, from) => {
    for (const [at, row] of slice.entries()) checkRow(row, from + at, dimension);
  });
  const { collection } = index.current;
  await inSlices(rows, size, check, (slice) => {
    const before = collection.stats.docCount;
    const results = collection.upsertSync(slice.map(toDocument));
    // Fewer new rows than written: some were replaced.
    if (collection.stats.docCount !== before + slice.length) index.onlyAdded = false;
    expectAccepted(results);
  });
}

/** Removes the rows there are; ids without a row are passed over. */
export function removeRows(index: OpenIndex, ids: readonly string[], check: () => void): Promise<void> {
  const { collection } = index.current;
  if (ids.length > 0) index.onlyAdded = false;
  return inSlices(ids, rowsPerSlice, check, (slice) =>
    expectAccepted(collection.deleteSync(slice.map(keyOf))),
  );
}

/** Hands the items over slice by slice, giving other work a turn in between. */
async function inSlices<T>(
  items: readonly T[],
  size: number,
  check: () => void,
  handle: (slice: readonly T[], from: number) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    if (from > 0) await nextTurn();
    check();
    handle(items.slice(from, from + size), from);
  }
}

/** A row as zvec stores it. Its own ids allow few characters, so the key is a digest and the id is a field. */
function toDocument(row: VectorRow): ZVecDocInput {
  return {
    id: keyOf(row.id),
    vectors: { [fields.vector]: row.values },
    fields: { [fields.tokens]: tokensOf(row.metadata), [fields.id]: row.id },
  };
}

/** zvec's key for a row id. JSON keeps ill-formed text apart, which UTF-8 would fold together. */
function keyOf(id: string): string {
  return hash("sha256", JSON.stringify(id), "base64url");
}

/** Throws unless every row was accepted; a row that was already gone is as good as removed. */
export function expectAccepted(results: readonly ZVecStatus[]): void {
  const failed = results.find((result) => !result.ok && result.code !== "ZVEC_NOT_FOUND");
  if (failed === undefined) return;
  const code = failed.code === "ZVEC_RESOURCE_EXHAUSTED" ? "limit_exceeded" : "upstream_failed";
  throw new EngineError(code, `zvec refused a row: ${failed.code}`, { cause: new Error(failed.message) });
}
