import { createIndex, type Filter, type Metric, searchVectors, upsertVectors } from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { openTestEngines, randomVector, type TestEngines } from "./vector-engines.ts";

let engines: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  engines = await openTestEngines({ withEncoder: false });
  platform = await startTestPlatform(vectorsOperations, engines.engines);
  await createIndex(platform.client, { name: "films", dimension: 2 });
  await upsertVectors(platform.client, {
    index: "films",
    vectors: [
      { id: "a", values: [1, 0], text: "A", metadata: { lang: "en", year: 2019, tags: ["new", "short"] } },
      { id: "b", values: [0.9, 0.1], metadata: { lang: "de", year: 2021, seen: true } },
      { id: "c", values: [0.5, 0.5], metadata: { lang: "en", year: 2024.5, tags: ["old"] } },
      { id: "d", values: [0, 1] },
    ],
  });
});
afterAll(async () => {
  await platform.stop();
  await engines.close();
});

test.each<[string, Filter, string]>([
  ["equality", { lang: "en" }, "ac"],
  ["several keys", { lang: "en", year: { $gte: 2020 } }, "c"],
  ["a range", { year: { $gt: 2019, $lt: 2024.5 } }, "b"],
  ["a list", { lang: { $in: ["de", "fr"] } }, "b"],
  ["what is not in a list, or has no such entry", { lang: { $nin: ["en"] } }, "bd"],
  ["inequality", { year: { $ne: 2019 } }, "bcd"],
  ["a boolean", { seen: true }, "b"],
  ["a text among several", { tags: "old" }, "c"],
  ["presence", { tags: { $exists: true } }, "ac"],
  ["absence", { year: { $exists: false } }, "d"],
  ["either", { $or: [{ seen: true }, { tags: "new" }] }, "ab"],
  ["both, and not", { $and: [{ lang: "en" }, { $not: { year: 2019 } }] }, "c"],
  ["nothing", { lang: "it" }, ""],
  ["a value that looks like a query", { lang: "' or 1=1 --" }, ""],
])("filters by %s", async (_, filter, ids) => {
  const { hits } = await searchVectors(platform.client, { index: "films", vector: [1, 0], filter });
  expect(hits.map(({ id }) => id).join("")).toBe(ids);
});

test.each<[string, unknown]>([
  ["filter.year.$gte", { year: { $gte: "2020" } }],
  ["filter.year.$near", { year: { $near: 1 } }],
  ["filter.$xor", { $xor: [] }],
  ["filter.$or[1].lang", { $or: [{ lang: "en" }, { lang: null }] }],
  ["filter.$and", { $and: [] }],
])("a filter that is wrong at %s is refused there", async (param, filter) => {
  const response = await platform.call("/v1/indexes/films/search", { json: { vector: [1, 0], filter } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: "invalid_filter", param } });
});

test("hits carry text and metadata, and values when asked", async () => {
  const { client } = platform;
  const query = { index: "films", vector: [1, 0], limit: 1 };
  const metadata = { lang: "en", year: 2019, tags: ["new", "short"] };
  expect((await searchVectors(client, query)).hits).toEqual([{ id: "a", score: 1, text: "A", metadata }]);
  const other = { ...query, includeMetadata: false, includeValues: true };
  expect((await searchVectors(client, other)).hits).toEqual([
    { id: "a", score: 1, text: "A", values: [1, 0] },
  ]);
});

test.each<[Metric, string, number]>([
  ["cosine", "near,far,away", 1],
  ["dot_product", "far,near,away", 6],
  ["euclidean", "near,away,far", 1],
])("with %s the nearest has the highest score", async (metric, order, best) => {
  const { client } = platform;
  const index = metric.replace("_", "-");
  await createIndex(client, { name: index, dimension: 2, metric });
  const vectors = [
    { id: "near", values: [2, 0] },
    { id: "far", values: [3, 3] },
    { id: "away", values: [-1, 0] },
  ];
  await upsertVectors(client, { index, vectors });
  const { hits } = await searchVectors(client, { index, vector: [2, 0] });
  expect(hits.map(({ id }) => id).join()).toBe(order);
  expect(hits[0]?.score).toBeCloseTo(best, 5);
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
});

test("a vector of another dimension is refused", async () => {
  const refused = searchVectors(platform.client, { index: "films", vector: [1, 0, 0] });
  await expect(refused).rejects.toMatchObject({ status: 400, code: "wrong_dimension", param: "vector" });
});

test("a thousand hits, the nearest first", async () => {
  const { client } = platform;
  await createIndex(client, { name: "many", dimension: 8 });
  const vectors = Array.from({ length: 1_000 }, (_, at) => ({ id: `${at}`, values: randomVector(at, 8) }));
  await upsertVectors(client, { index: "many", vectors });
  const vector = vectors[77]?.values ?? [];
  const { hits } = await searchVectors(client, { index: "many", vector, limit: 1_000 });
  expect(hits[0]).toMatchObject({ id: "77" });
  expect(new Set(hits.map(({ id }) => id)).size).toBe(1_000);
});

test("an empty index has no hits", async () => {
  await createIndex(platform.client, { name: "empty", dimension: 2 });
  expect(await searchVectors(platform.client, { index: "empty", vector: [1, 0] })).toEqual({ hits: [] });
});

test("without the engines every affected operation says why and what to do", async () => {
  const bare = await startTestPlatform(vectorsOperations);
  const unavailable = {
    status: 503,
    code: "engine_unavailable",
    message: "The test has no such engine. Give the test one.",
    retryable: false,
  };
  try {
    await expect(createIndex(bare.client, { name: "x", dimension: 2 })).rejects.toMatchObject(unavailable);
    const write = upsertVectors(bare.client, { index: "x", vectors: [{ values: [1, 2] }] });
    await expect(write).rejects.toMatchObject(unavailable);
  } finally {
    await bare.stop();
  }
  await expect(createIndex(platform.client, { name: "texts" })).rejects.toMatchObject(unavailable);
});
