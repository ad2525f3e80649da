import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openZvec } from "./zvec.ts";
import { going, row, testIndex } from "./testing/test-index.ts";

const rows = [row("a", [1, 0, 0, 0], { n: 1 }), row("b", [0, 1, 0, 0], { n: 2 })];

async function reopened(dataDir: string) {
  const engine = await openZvec({ dataDir });
  onTestFinished(() => engine.close());
  return engine;
}

test("keeps rows over a restart and forgets them when dropped", async () => {
  const { engine, spec, dataDir } = await testIndex();
  await engine.upsert(spec.id, rows, going);
  await engine.close();

  const second = await reopened(dataDir);
  expect(await second.open(spec, going)).toBe(2);
  const query = { values: Float32Array.from([1, 0, 0, 0]), limit: 5, filter: { n: { $gte: 2 } } };
  expect((await second.search(spec.id, query, going)).map((hit) => hit.id)).toEqual(["b"]);
  await second.drop(spec.id, going);
  expect(existsSync(join(dataDir, spec.id))).toBe(false);
  await expect(second.search(spec.id, query, going)).rejects.toMatchObject({ code: "not_found" });
  expect(await second.open(spec, going)).toBe(0);
});

test("drops an index that was not opened", async () => {
  const { engine, spec, dataDir } = await testIndex();
  await engine.close();
  const second = await reopened(dataDir);
  await second.drop(spec.id, going);
  expect(await readdir(dataDir)).toEqual([]);
});

test("opening twice at once shares one index", async () => {
  const { engine, dataDir } = await testIndex();
  const spec = { id: "idx_two", dimension: 4, metric: "cosine" } as const;
  expect(await Promise.all([engine.open(spec, going), engine.open(spec, going)])).toEqual([0, 0]);
  await engine.upsert(spec.id, rows, going);
  expect(await engine.open(spec, going)).toBe(2);
  expect((await readdir(dataDir)).toSorted()).toEqual(["idx_test", "idx_two"]);
});

test("dropping while opening and writing leaves a clean index", async () => {
  const { engine, spec } = await testIndex();
  const many = Array.from({ length: 2_000 }, (_, at) => row(`${at}`, [1, at, 0, 0]));
  const writing = engine.upsert(spec.id, many, going);
  const refused = expect(writing).rejects.toMatchObject({ name: "EngineError", code: "unavailable" });
  const dropping = engine.drop(spec.id, going);
  const opening = engine.open(spec, going);
  await Promise.all([refused, dropping]);
  expect(await opening).toBe(0);
});

test.each<[string, (folder: string) => Promise<void>]>([
  ["is empty", async (folder) => void (await rm(folder, { recursive: true }), await mkdir(folder))],
  ["is a file", async (folder) => void (await rm(folder, { recursive: true }), await writeFile(folder, "x"))],
  ["lost its manifest", async (folder) => removeFiles(folder, /^manifest/)],
  ["lost its id map", async (folder) => removeFiles(folder, /^idmap/)],
  ["has a broken manifest", async (folder) => overwriteFiles(folder, /^manifest/)],
])("a folder that %s opens empty and works", async (_, damage) => {
  const { engine, spec, dataDir } = await testIndex();
  await engine.upsert(spec.id, rows, going);
  await engine.close();
  await damage(join(dataDir, spec.id, "1"));

  const second = await reopened(dataDir);
  expect(await second.open(spec, going)).toBe(0);
  await second.upsert(spec.id, rows, going);
  expect(await second.open(spec, going)).toBe(2);
});

test("an index of another dimension or metric is built anew", async () => {
  const { engine, spec, dataDir } = await testIndex();
  await engine.upsert(spec.id, rows, going);
  await engine.close();
  const second = await reopened(dataDir);
  expect(await second.open({ ...spec, metric: "euclidean" }, going)).toBe(0);
});

test("a second owner is refused and the first one's rows stay", async () => {
  const { engine, spec, dataDir } = await testIndex();
  await engine.upsert(spec.id, rows, going);
  const second = await reopened(dataDir);
  await expect(second.open(spec, going)).rejects.toMatchObject({ name: "EngineError", code: "conflict" });
  expect(await engine.open(spec, going)).toBe(2);
});

test("a closed engine says so, however often it is closed", async () => {
  const { engine, spec } = await testIndex();
  await Promise.all([engine.close(), engine.close()]);
  await expect(engine.open(spec, going)).rejects.toMatchObject({ code: "unavailable" });
  await expect(engine.optimize(spec.id, going)).rejects.toMatchObject({ code: "unavailable" });
});

async function matching(folder: string, name: RegExp): Promise<string[]> {
  const names = (await readdir(folder)).filter((entry) => name.test(entry));
  expect(names).not.toEqual([]);
  return names.map((entry) => join(folder, entry));
}

async function removeFiles(folder: string, name: RegExp): Promise<void> {
  for (const path of await matching(folder, name)) await rm(path, { recursive: true });
}

async function overwriteFiles(folder: string, name: RegExp): Promise<void> {
  for (const path of await matching(folder, name)) await writeFile(path, "not what was written");
}
