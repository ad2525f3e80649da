import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../../engine-error.ts";
import { expectSpace } from "../../store/expect-space.ts";
import type { IndexSpec, VectorEngine } from "../engine.ts";
import { checkIndexId, checkQuery, checkSpec } from "./check-input.ts";
import { closeIndex, openIndex, use, write, type OpenIndex } from "./open-indexes.ts";
import { loadZvec } from "./zvec-binding.ts";
import { optimizeIndex } from "./optimize-index.ts";
import { openCurrent } from "./zvec-collection.ts";
import { readMark, writeMark } from "./zvec-mark.ts";
import { removeRows, upsertRows } from "./zvec-rows.ts";
import { search } from "./zvec-search.ts";

/**
 * The embedded vector engine: one zvec collection for each index, in a folder of its own under `dataDir`.
 * One process at a time. Searches run off the event loop; writes run on it in short slices.
 * @throws {EngineError} `unavailable` where zvec has no binary for this platform.
 */
export async function openZvec({ dataDir }: { dataDir: string }): Promise<VectorEngine> {
  const zvec = await loadZvec();
  await mkdir(dataDir, { recursive: true });
  const indexes = new Map<string, Promise<OpenIndex>>();
  /** Folders on their way out: the same id opens only when its old folder is gone. */
  const dropping = new Map<string, Promise<void>>();
  let closing: Promise<void> | undefined;

  function expectOpen(): void {
    if (closing !== undefined) throw new EngineError("unavailable", "The vector engine is closed");
  }

  function find(id: string): Promise<OpenIndex> {
    expectOpen();
    const found = indexes.get(id);
    if (found === undefined)
      throw new EngineError("not_found", `No vector index ${id} is open`, { param: "id" });
    return found;
  }

  async function start(spec: IndexSpec): Promise<OpenIndex> {
    await dropping.get(spec.id);
    // zvec writes through mapped memory: on a full disk the system would end the whole server.
    await expectSpace(dataDir);
    const folder = join(dataDir, spec.id);
    return openIndex(spec, folder, await openCurrent(zvec, folder, spec));
  }

  function findOrStart(spec: IndexSpec): Promise<OpenIndex> {
    const found = indexes.get(spec.id);
    if (found !== undefined) return found;
    const started = start(spec);
    indexes.set(spec.id, started);
    // A failed opening is not remembered, so the next call tries again.
    started.catch(() => indexes.get(spec.id) === started && indexes.delete(spec.id));
    return started;
  }

  async function remove(id: string, opened: Promise<OpenIndex> | undefined): Promise<void> {
    const index = await opened?.catch(() => undefined);
    // zvec fails to write out what it closes when the folder is gone already; it is to be gone.
    if (index !== undefined) await closeIndex(index).catch(() => {});
    await rm(join(dataDir, id), { recursive: true, force: true });
  }

  return {
    name: "zvec",

    async open(spec, signal) {
      checkSpec(spec);
      signal.throwIfAborted();
      expectOpen();
      const index = await findOrStart({ id: spec.id, dimension: spec.dimension, metric: spec.metric });
      signal.throwIfAborted();
      if (index.spec.dimension !== spec.dimension || index.spec.metric !== spec.metric) {
        throw new EngineError(
          "conflict",
          `The vector index ${spec.id} is open with another dimension or metric`,
        );
      }
      return index.current.collection.stats.docCount;
    },

    async upsert(id, rows, signal) {
      const index = await find(id);
      await write(index, signal, async (check) => {
        await expectSpace(dataDir);
        await upsertRows(index, rows, check);
      });
    },

    async remove(id, ids, signal) {
      const index = await find(id);
      await write(index, signal, (check) => removeRows(index, ids, check));
    },

    async search(id, query, signal) {
      const index = await find(id);
      checkQuery(query, index.spec.dimension);
      return use(index, signal, () => search(zvec, index.current.collection, index.spec.metric, query));
    },

    async optimize(id, signal) {
      const index = await find(id);
      await write(index, signal, async (check) => {
        await expectSpace(dataDir);
        await optimizeIndex(zvec, index, check);
      });
    },

    async mark(id, text, signal) {
      const index = await find(id);
      await write(index, signal, () => writeMark(index.folder, text));
    },

    async readMark(id, signal) {
      const index = await find(id);
      return use(index, signal, () => readMark(index.folder));
    },

    async drop(id, signal) {
      checkIndexId(id);
      signal.throwIfAborted();
      expectOpen();
      const opened = indexes.get(id);
      // A folder left from an earlier run may be dropped without being opened first.
      if (opened === undefined && !existsSync(join(dataDir, id))) find(id);
      indexes.delete(id);
      const gone = Promise.resolve(dropping.get(id)).then(() => remove(id, opened));
      const settled = gone.catch(() => {});
      dropping.set(id, settled);
      void settled.then(() => dropping.get(id) === settled && dropping.delete(id));
      await gone;
    },

    close() {
      closing ??= (async () => {
        const opened = await Promise.allSettled(indexes.values());
        indexes.clear();
        await Promise.all(opened.map((entry) => entry.status === "fulfilled" && closeIndex(entry.value)));
        await Promise.all(dropping.values());
      })();
      return closing;
    },
  };
}
