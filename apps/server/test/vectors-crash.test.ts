import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@platform/core";
import { createIndex, deleteIndex, getIndex, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { running, type ServerProcess, startProcess } from "./process.ts";
import { randomVector } from "./vector-engines.ts";

let dataDir: string;
let apiKey: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "platform-crash-"));
});
afterAll(async () => {
  await server?.end("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Client> {
  server = running(await startProcess({ PLATFORM_DATA_DIR: dataDir, PLATFORM_LOG_LEVEL: "error" }));
  apiKey ??= /plat_\w+/.exec(server.out())?.[0] ?? "";
  return createClient({ apiKey, baseUrl: server.url, retry: false });
}

const index = "crashing";
const dimension = 32;

/** Writes batches that replace half of the rows before, until the server dies. Keeps what was acknowledged. */
async function writeUntilDead(client: Client, round: number, known: Map<string, number>): Promise<void> {
  for (let batch = 0; ; batch++) {
    const first = batch * 5;
    const seeds = Array.from({ length: 10 }, (_, at) => ({
      id: `${first + at}`,
      seed: round * 1e6 + batch * 100 + at,
    }));
    const vectors = seeds.map(({ id, seed }) => ({ id, values: randomVector(seed, dimension) }));
    try {
      await upsertVectors(client, { index, vectors });
    } catch {
      // Written or not: either is right for a request that was not answered.
      for (const { id } of seeds) known.delete(id);
      return;
    }
    for (const { id, seed } of seeds) known.set(id, seed);
  }
}

/** Every row of the table is found, as it was written last. */
async function expectWhole(client: Client, known: Map<string, number>): Promise<void> {
  const { count } = await getIndex(client, { index });
  expect(count).toBeGreaterThanOrEqual(known.size);
  const all = { index, limit: 1_000, includeValues: true };
  const { hits } = await searchVectors(client, { ...all, vector: randomVector(1, dimension) });
  expect(hits).toHaveLength(Math.min(count, 1_000));
  const sample = [...known].filter((_, at) => at % Math.ceil(known.size / 40) === 0);
  expect(sample.length).toBeGreaterThan(0);
  for (const [id, seed] of sample) {
    const found = await searchVectors(client, { index, limit: 1, vector: randomVector(seed, dimension) });
    expect(found.hits[0]).toMatchObject({ id, score: expect.closeTo(1, 5) });
  }
  // Searched by the values the table has, each row is its own nearest: the engine has no older ones.
  for (const hit of hits.slice(0, 40)) {
    const own = await searchVectors(client, { index, limit: 1, vector: hit.values ?? [] });
    expect(own.hits[0]).toMatchObject({ id: hit.id, score: expect.closeTo(1, 5) });
  }
}

test(
  "killed again and again while it writes, the server finds all it had acknowledged",
  { timeout: 120_000 },
  async () => {
    let client = await start();
    await createIndex(client, { name: index, dimension });
    const known = new Map<string, number>();
    for (const round of [1, 2, 3]) {
      const writing = writeUntilDead(client, round, known);
      await sleep(600 + round * 137);
      await server?.end("SIGKILL");
      await writing;
      client = await start();
      await expectWhole(client, known);
    }
    await server?.end("SIGTERM");
    await rm(join(dataDir, "vectors"), { recursive: true });
    client = await start();
    await expectWhole(client, known);
  },
);

test("a deleted index leaves no folder; one that was left is removed at the next start", async () => {
  const client = createClient({ apiKey, baseUrl: server?.url ?? "" });
  const { id } = await createIndex(client, { name: "orphan", dimension: 2 });
  await upsertVectors(client, { index: "orphan", vectors: [{ values: [1, 0] }] });
  const folder = join(dataDir, "vectors");
  expect(await readdir(folder)).toContain(id);
  await deleteIndex(client, { index: "orphan" });
  expect(await readdir(folder)).not.toContain(id);

  await server?.end("SIGTERM");
  await mkdir(join(folder, id, "1"), { recursive: true });
  const { id: kept } = await getIndex(await start(), { index });
  expect(await readdir(folder)).toEqual([kept]);
});
