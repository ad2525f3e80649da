import { setImmediate as nextTurn } from "node:timers/promises";
import type { ZVecCollection, ZVecDocInput, ZVecDocIterator } from "@zvec/zvec";
import { track, type OpenIndex } from "./open-indexes.ts";
import type { Zvec } from "./zvec-binding.ts";
import { create, makeCurrent, removeGeneration, type Generation } from "./zvec-collection.ts";
import { fields } from "./zvec-schema.ts";
import { expectAccepted, rowsPerSlice } from "./zvec-rows.ts";

/**
 * Moves fresh rows into the search structure. Runs among the writes; searches go on meanwhile.
 *
 * zvec 0.7.0 merges fresh rows under wrong ids, silently, once rows were replaced or removed. So only a collection
 * that was never changed that way is optimized in place; any other is copied, live rows only, into a new one.
 */
export async function optimizeIndex(zvec: Zvec, index: OpenIndex, check: () => void): Promise<void> {
  const old = index.current;
  if (old.collection.stats.indexCompleteness[fields.vector] === 1) return;
  if (index.onlyAdded) {
    await old.collection.optimize();
    // A later merge would meet rows removed since.
    index.onlyAdded = false;
    return;
  }
  const next = create(zvec, index.folder, index.spec, old.number + 1);
  try {
    await copyRows(old.collection, next.collection, check);
    await next.collection.optimize();
    check();
    await makeCurrent(index.folder, next);
  } catch (error) {
    await discard(index, next);
    throw error;
  }
  index.current = next;
  // Searches begun on the old collection end on it; only closing waits for that.
  const earlier = [...index.running];
  track(
    index,
    Promise.all(earlier).then(() => discard(index, old)),
  );
}

async function copyRows(from: ZVecCollection, to: ZVecCollection, check: () => void): Promise<void> {
  const rows = from.iterDocsSync();
  try {
    for (let slice = take(rows); slice.length > 0; slice = take(rows)) {
      check();
      expectAccepted(to.upsertSync(slice));
      await nextTurn();
    }
  } finally {
    rows.closeSync();
  }
}

function take(rows: ZVecDocIterator): ZVecDocInput[] {
  const slice: ZVecDocInput[] = [];
  while (slice.length < rowsPerSlice) {
    const next = rows.next();
    if (next.done === true) break;
    const { id, vectors, fields: values } = next.value;
    slice.push({ id, vectors, fields: values });
  }
  return slice;
}

function discard(index: OpenIndex, { number, collection }: Generation): Promise<void> {
  collection.closeSync();
  return removeGeneration(index.folder, number);
}
