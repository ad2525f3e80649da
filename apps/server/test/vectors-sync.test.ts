import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createIndex, getIndex, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { VectorEngine } from "../src/vectors/engine.ts";
import { openZvec } from "../src/vectors/engines/zvec.ts";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { openTestEngines, randomVector, type TestEngines } from "./vector-engines.ts";

const going = new AbortController().signal;
let engines: TestEngines;
let platform: TestPlatform;
let slot: { ok: true; engine: VectorEngine };
beforeAll(async () => {
  engines = await openTestEngines({ withEncoder: false });
  slot = { ok: true, engine: engines.zvec };
  platform = await startTestPlatform(vectorsOperations, { vectors: slot });
});
afterAll(async () => {
  await platform.stop();
  await slot.engine.close();
  await engines.close();
});

/** The engine as a new process finds it, after something happened to its folder. */
async function restart(meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
  await slot.engine.close();
  await meanwhile();
  slot.engine = await openZvec({ dataDir: engines.folder });
}

const dimension = 8;
const vectorsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${from + at}`,
    values: randomVector(from + at, dimension),
  }));

async function newIndex(name: string, rows: number): Promise<{ index: string; id: string }> {
  const { id } = await createIndex(platform.client, { name, dimension });
  for (let from = 0; from < rows; from += 1_000) {
    const vectors = vectorsOf(from, Math.min(1_000, rows - from));
    await upsertVectors(platform.client, { index: name, vectors });
  }
  return { index: name, id };
}
const nearest = async (index: string, seed: number) =>
  (await searchVectors(platform.client, { index, vector: randomVector(seed, dimension), limit: 1 })).hits[0];
const exactly = (seed: number) => ({ id: `${seed}`, score: expect.closeTo(1, 5) });

/** A write that another server, or this one before it died, committed: the engine has not seen it. */
async function commitUnseen(indexId: string, id: string, values: number[]): Promise<void> {
  const { pool, project } = { ...platform.database, ...platform };
  const ids = [project.organizationId, project.projectId, indexId];
  const bytes = Buffer.from(Float32Array.from(values).buffer);
  await pool.query("update vector_indexes set revision = revision + 1 where id = $1", [indexId]);
  await pool.query(
    `insert into vectors (organization_id, project_id, index_id, id, "values", revision)
     select $1, $2, $3, $4, $5, revision from vector_indexes where id = $3
     on conflict (index_id, id) do update set "values" = excluded."values", revision = excluded.revision`,
    [...ids, id, bytes],
  );
}

test("a restart changes nothing and copies nothing", async () => {
  const { index, id } = await newIndex("kept", 20);
  await restart();
  const upsert = vi.spyOn(slot.engine, "upsert");
  expect(await nearest(index, 7)).toMatchObject(exactly(7));
  expect(upsert.mock.calls.flatMap(([, rows]) => rows)).toEqual([]);
  expect(await slot.engine.readMark(id, going)).toBe("1");
});

test("what was committed unseen is found by the next search, new rows and replaced ones", async () => {
  const { index, id } = await newIndex("unseen", 20);
  await commitUnseen(id, "new", randomVector(500, dimension));
  await commitUnseen(id, "3", randomVector(501, dimension));
  expect(await nearest(index, 500)).toMatchObject({ id: "new" });
  expect(await nearest(index, 501)).toMatchObject({ id: "3", score: expect.closeTo(1, 5) });
});

test("the same over a restart, where the counts agree and only the mark tells", async () => {
  const { index, id } = await newIndex("replaced-unseen", 20);
  await restart(() => commitUnseen(id, "3", randomVector(600, dimension)));
  expect(await nearest(index, 600)).toMatchObject({ id: "3", score: expect.closeTo(1, 5) });
  expect((await nearest(index, 3))?.score).toBeLessThan(0.999);
});

test("a folder deleted by hand is built again, page by page", async () => {
  const { index, id } = await newIndex("deleted", 2_500);
  await restart(() => rm(join(engines.folder, id), { recursive: true }));
  const upsert = vi.spyOn(slot.engine, "upsert");
  expect(await nearest(index, 2_499)).toMatchObject(exactly(2_499));
  expect(upsert.mock.calls.map(([, rows]) => rows.length)).toEqual([1_000, 1_000, 500]);
  expect(await slot.engine.open({ id, dimension, metric: "cosine" }, going)).toBe(2_500);
});

test("a folder deleted under a running server is built again by the next write", async () => {
  const { index, id } = await newIndex("pulled", 20);
  await rm(join(engines.folder, id), { recursive: true });
  await upsertVectors(platform.client, { index, vectors: vectorsOf(20, 1) });
  for (const seed of [0, 20]) expect(await nearest(index, seed)).toMatchObject(exactly(seed));
  await restart();
  for (const seed of [0, 20]) expect(await nearest(index, seed)).toMatchObject(exactly(seed));
});

test("rows the engine lost without a word are put back after a restart", async () => {
  const { index, id } = await newIndex("lost", 20);
  await slot.engine.remove(id, ["4", "5"], going);
  await restart();
  for (const seed of [4, 5, 19]) expect(await nearest(index, seed)).toMatchObject(exactly(seed));
});

test("an engine ahead of a database that was restored from a backup is built again", async () => {
  const { index, id } = await newIndex("restored", 20);
  await upsertVectors(platform.client, { index, vectors: vectorsOf(20, 1) });
  await restart(async () => {
    await platform.database.pool.query("delete from vectors where index_id = $1 and id = '20'", [id]);
    await platform.database.pool.query("update vector_indexes set revision = 1 where id = $1", [id]);
  });
  expect((await nearest(index, 20))?.score).toBeLessThan(0.999);
  expect(await slot.engine.open({ id, dimension, metric: "cosine" }, going)).toBe(20);
});

test("when the engine fails after the commit, the write stands and the next use mends the index", async () => {
  const { index } = await newIndex("failed", 20);
  const failing = vi.spyOn(slot.engine, "upsert").mockRejectedValueOnce(new Error("disk full"));
  expect(await upsertVectors(platform.client, { index, vectors: vectorsOf(20, 2) })).toMatchObject({
    count: 2,
  });
  expect(failing).toHaveBeenCalled();
  expect(platform.logs.join("")).toContain("search index left behind");
  for (const seed of [0, 20, 21]) expect(await nearest(index, seed)).toMatchObject(exactly(seed));
  expect(await getIndex(platform.client, { index })).toMatchObject({ count: 22 });
});

test("many fresh rows are optimized in the background, one run at a time", async () => {
  let running = 0;
  let most = 0;
  const { optimize } = slot.engine;
  const spy = vi.spyOn(slot.engine, "optimize").mockImplementation(async (...given) => {
    most = Math.max(most, ++running);
    await optimize(...given).finally(() => running--);
  });
  const { index } = await newIndex("optimized", 12_000);
  await vi.waitFor(
    () => expect(spy.mock.settledResults.some(({ type }) => type === "fulfilled")).toBe(true),
    20_000,
  );
  expect(most).toBe(1);
  for (const seed of [0, 5_999, 11_999]) expect(await nearest(index, seed)).toMatchObject(exactly(seed));
  expect(platform.logs.join("")).not.toContain("vector index not optimized");
});
