import { createIndex, deleteIndex, getIndex, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { openTestEngines, randomVector, type TestEngines } from "./vector-engines.ts";

let engines: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  engines = await openTestEngines({ withEncoder: false });
  platform = await startTestPlatform(vectorsOperations, engines.engines);
});
afterAll(async () => {
  await platform.stop();
  await engines.close();
});

/** A new index of two dimensions; gives its name. */
async function newIndex(name: string): Promise<string> {
  return (await createIndex(platform.client, { name, dimension: 2 })).name;
}
const find = async (index: string, vector: number[], limit = 10) =>
  (await searchVectors(platform.client, { index, vector, limit })).hits;

test("a thousand vectors are written at once and found at once", async () => {
  const { client } = platform;
  const index = "thousand";
  await createIndex(client, { name: index, dimension: 384 });
  const vectors = Array.from({ length: 1_000 }, (_, at) => ({ values: randomVector(at, 384) }));
  const { ids, count } = await upsertVectors(client, { index, vectors });
  expect([count, new Set(ids).size, (await getIndex(client, { index })).count]).toEqual([
    1_000, 1_000, 1_000,
  ]);
  for (const at of [0, 499, 999]) {
    expect((await find(index, vectors[at]?.values ?? [], 1))[0]?.id).toBe(ids[at]);
  }
});

test("a vector with an id that is there is replaced, with all it carries", async () => {
  const { client } = platform;
  const index = await newIndex("replaced");
  await upsertVectors(client, {
    index,
    vectors: [{ id: "a", values: [1, 0], text: "old", metadata: { n: 1 } }],
  });
  await upsertVectors(client, { index, vectors: [{ id: "a", values: [0, 1] }] });
  expect(await find(index, [0, 1])).toEqual([{ id: "a", score: 1, text: null, metadata: {} }]);
  expect(await getIndex(client, { index })).toMatchObject({ count: 1 });
  const old = await searchVectors(client, { index, vector: [1, 0], filter: { n: 1 } });
  expect(old.hits).toEqual([]);
});

test("of two with one id in a request the later holds", async () => {
  const index = await newIndex("twice");
  const vectors = [
    { id: "a", values: [1, 0], text: "first" },
    { id: "b", values: [1, 1] },
    { id: "a", values: [0, 1], text: "last" },
  ];
  const done = await upsertVectors(platform.client, { index, vectors });
  expect(done).toEqual({ ids: ["a", "b", "a"], count: 2 });
  expect((await find(index, [0, 1]))[0]).toMatchObject({ id: "a", text: "last" });
});

test.each<[string, object, object]>([
  ["too short", { values: [1] }, { code: "wrong_dimension", param: "vectors.3.values" }],
  ["too large for 32 bits", { values: [1, 1e39] }, { code: "invalid_params", param: "vectors.3.values" }],
  ["not a number", { values: [1, "2"] }, { code: "invalid_params", param: "vectors.3.values" }],
])("none is written when one in the middle is %s", async (name, bad, error) => {
  const index = await newIndex(`none-${name.replaceAll(" ", "-")}`);
  const good = [0, 1, 2].map((at) => ({ id: `${at}`, values: [1, at] }));
  const json = { vectors: [...good, bad, ...good] };
  const response = await platform.call(`/v1/indexes/${index}/vectors`, { json });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error });
  expect(await getIndex(platform.client, { index })).toMatchObject({ count: 0 });
  expect(await find(index, [1, 0])).toEqual([]);
});

test("any well-formed id and metadata key is kept", async () => {
  const index = await newIndex("odd");
  const id = "🦆/'; drop table vectors; -- ünï";
  const metadata = { "a.b'c": "x", ключ: 1 };
  await upsertVectors(platform.client, { index, vectors: [{ id, values: [1, 0], metadata }] });
  const { hits } = await searchVectors(platform.client, {
    index,
    vector: [1, 0],
    filter: { "a.b'c": "x" },
  });
  expect(hits).toEqual([{ id, score: 1, text: null, metadata }]);
});

test("writes and searches at once leave the table and the engine agreeing", async () => {
  const { client } = platform;
  const index = await newIndex("busy");
  const { id } = await getIndex(client, { index });
  const write = async (at: number) => {
    const vectors = [
      { id: `own-${at}`, values: [Math.cos(at), Math.sin(at)] },
      { id: "contested", values: [Math.cos(at + 0.5), Math.sin(at + 0.5)], text: `${at}` },
    ];
    await upsertVectors(client, { index, vectors });
    const hits = await find(index, vectors[0]?.values ?? [], 100);
    // What was written before the search is found by it.
    expect(hits.map((hit) => hit.id)).toContain(`own-${at}`);
  };
  await Promise.all(Array.from({ length: 40 }, (_, at) => write(at)));
  expect(await getIndex(client, { index })).toMatchObject({ count: 41 });
  const [contested] = (
    await searchVectors(client, { index, vector: [1, 0], limit: 100, includeValues: true })
  ).hits.filter((hit) => hit.id === "contested");
  const [nearest] = await engines.zvec.search(
    id,
    { values: Float32Array.from(contested?.values ?? []), limit: 1 },
    new AbortController().signal,
  );
  expect(nearest).toMatchObject({ id: "contested", score: expect.closeTo(1, 6) });
});

test("deleting while others write and search ends in nothing or in 404, never in a fault", async () => {
  const { client } = platform;
  const index = await newIndex("doomed");
  const work = Array.from({ length: 20 }, (_, at) =>
    at % 2 === 0 ? upsertVectors(client, { index, vectors: [{ values: [1, at] }] }) : find(index, [1, 0]),
  );
  const deleted = deleteIndex(client, { index });
  const ended = await Promise.allSettled([...work, deleted]);
  const refused = ended.filter((entry) => entry.status === "rejected");
  for (const { reason } of refused) expect(reason).toMatchObject({ status: 404, code: "index_not_found" });
  await expect(getIndex(client, { index })).rejects.toMatchObject({ status: 404 });
});

test("the same request again, with its key, writes once and answers the same", async () => {
  const index = await newIndex("repeated");
  const send = () =>
    platform.call(`/v1/indexes/${index}/vectors`, {
      json: { vectors: [{ values: [1, 0] }, { values: [0, 1] }] },
      headers: { "idempotency-key": "once" },
    });
  const first = await (await send()).text();
  expect(await (await send()).text()).toBe(first);
  expect(await getIndex(platform.client, { index })).toMatchObject({ count: 2 });
  // The server died after the rows were committed and before the answer was: the next try finds no answer.
  await platform.database.pool.query(
    "update idempotency_keys set response_status = null, lease_expires_at = now() - interval '1 minute' where key = 'once'",
  );
  expect(await (await send()).text()).toBe(first);
  expect(await getIndex(platform.client, { index })).toMatchObject({ count: 2 });
});

test("a caller that goes away leaves all or nothing, and the index in order", async () => {
  const { client } = platform;
  const index = "left";
  await createIndex(client, { name: index, dimension: 64 });
  const vectors = Array.from({ length: 500 }, (_, at) => ({ id: `${at}`, values: randomVector(at, 64) }));
  for (const wait of [1, 5, 20, 60]) {
    const gone = new AbortController();
    const sent = upsertVectors(client, { index, vectors }, { signal: gone.signal }).catch(() => {});
    setTimeout(() => gone.abort(), wait);
    await sent;
  }
  await upsertVectors(client, { index, vectors: [{ id: "last", values: randomVector(9_999, 64) }] });
  const { count } = await getIndex(client, { index });
  expect([1, 501]).toContain(count);
  expect(await find(index, randomVector(9_999, 64), 1_000)).toHaveLength(count);
});
