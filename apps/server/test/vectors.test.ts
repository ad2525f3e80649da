import { createClient, ConflictError, NotFoundError, PermissionError, ValidationError } from "@platform/core";
import { getCosts, listUsage } from "@platform/costops";
import {
  createIndex,
  deleteIndex,
  getIndex,
  listIndexes,
  searchText,
  searchVectors,
  upsertTexts,
  upsertVectors,
} from "@platform/vectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { vectorsOperations } from "../src/vectors/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { openTestEngines, type TestEngines } from "./vector-engines.ts";

let engines: TestEngines;
let platform: TestPlatform;
beforeAll(async () => {
  engines = await openTestEngines();
  platform = await startTestPlatform([...vectorsOperations, ...costopsOperations], engines.engines);
});
afterAll(async () => {
  await platform.stop();
  await engines.close();
});

const model = "universal-sentence-encoder-lite";

test("an index takes the model's dimension and is read by id and by name", async () => {
  const { client } = platform;
  const made = await createIndex(client, { name: "docs", metadata: { team: "a" } });
  expect(made).toMatchObject({ name: "docs", dimension: 512, metric: "cosine", model, count: 0 });
  expect(made.id).toMatch(/^idx_[0-9a-f]{32}$/);
  expect(await getIndex(client, { index: made.id })).toEqual(made);
  expect(await getIndex(client, { index: "docs" })).toEqual(made);
});

test("a name is unique in its project, not beyond", async () => {
  const { client } = platform;
  const index = await createIndex(client, { name: "shared", dimension: 2 });
  const again = createIndex(client, { name: "shared" });
  await expect(again).rejects.toBeInstanceOf(ConflictError);
  await expect(again).rejects.toMatchObject({ code: "index_exists", param: "name" });

  const stranger = await platform.stranger();
  const theirs = await createIndex(stranger, { name: "shared", dimension: 2 });
  await upsertVectors(client, { index: "shared", vectors: [{ id: "mine", values: [1, 0] }] });
  await upsertVectors(stranger, { index: "shared", vectors: [{ id: "theirs", values: [1, 0] }] });
  const { hits } = await searchVectors(stranger, { index: "shared", vector: [1, 0] });
  expect(hits.map(({ id }) => id)).toEqual(["theirs"]);
  expect(theirs.id).not.toBe(index.id);
});

test("of many making one name at once, one succeeds", async () => {
  const all = await Promise.allSettled(
    Array.from({ length: 8 }, () => createIndex(platform.client, { name: "raced", dimension: 3 })),
  );
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the dimension must be the model's; another without a model takes vectors only", async () => {
  const { client } = platform;
  const wrong = createIndex(client, { name: "wrong", model, dimension: 3 });
  await expect(wrong).rejects.toMatchObject({ status: 400, code: "wrong_dimension", param: "dimension" });
  const unknown = createIndex(client, { name: "wrong", model: "no-such-model" });
  await expect(unknown).rejects.toBeInstanceOf(NotFoundError);
  await expect(unknown).rejects.toMatchObject({ code: "model_not_found", param: "model" });

  expect(await createIndex(client, { name: "raw", dimension: 3 })).toMatchObject({
    model: null,
    dimension: 3,
  });
  const write = upsertTexts(client, { index: "raw", texts: [{ text: "hello" }] });
  await expect(write).rejects.toMatchObject({ status: 400, code: "no_model", param: "index" });
  await expect(searchText(client, { index: "raw", query: "hello" })).rejects.toMatchObject({
    code: "no_model",
  });
});

test("listIndexes pages newest first with exact counts", async () => {
  const client = await platform.stranger();
  for (const name of ["one", "two", "three"]) await createIndex(client, { name, dimension: 2 });
  await upsertVectors(client, { index: "two", vectors: [{ values: [1, 2] }, { values: [3, 4] }] });
  const all = await listIndexes(client, { limit: 2 }).all();
  expect(all.map(({ name, count }) => [name, count])).toEqual([
    ["three", 0],
    ["two", 2],
    ["one", 0],
  ]);
});

test("a deleted index is gone with its vectors, and its name is free", async () => {
  const { client } = platform;
  const { id } = await createIndex(client, { name: "short", dimension: 2 });
  await upsertVectors(client, { index: id, vectors: [{ id: "a", values: [1, 2] }] });
  expect(await deleteIndex(client, { index: "short" })).toEqual({ id, name: "short" });
  const notFound = { status: 404, code: "index_not_found", param: "index" };
  const vectors = [{ values: [1, 2] }];
  await expect(getIndex(client, { index: id })).rejects.toMatchObject(notFound);
  await expect(deleteIndex(client, { index: id })).rejects.toMatchObject(notFound);
  await expect(upsertVectors(client, { index: "short", vectors })).rejects.toMatchObject(notFound);
  await expect(searchVectors(client, { index: "short", vector: [1, 2] })).rejects.toMatchObject(notFound);
  await createIndex(client, { name: "short", dimension: 2 });
  expect((await searchVectors(client, { index: "short", vector: [1, 2] })).hits).toEqual([]);
});

test("texts are found by what they mean", async () => {
  const { client } = platform;
  await createIndex(client, { name: "faq" });
  const texts = [
    { id: "sleep", text: "Cats sleep for most of the day.", metadata: { topic: "animals" } },
    { id: "cancel", text: "You can cancel your subscription in the account settings." },
    { id: "rain", text: "It will rain in Paris tomorrow." },
  ];
  expect(await upsertTexts(client, { index: "faq", texts })).toEqual({
    ids: ["sleep", "cancel", "rain"],
    count: 3,
  });
  const { hits } = await searchText(client, { index: "faq", query: "How do I cancel my plan?", limit: 1 });
  expect(hits).toEqual([{ id: "cancel", score: expect.any(Number), text: texts[1]?.text, metadata: {} }]);
  const same = await searchText(client, { index: "faq", query: texts[0]?.text ?? "", limit: 1 });
  expect(same.hits[0]).toMatchObject({ id: "sleep", metadata: { topic: "animals" } });
  expect(same.hits[0]?.score).toBeCloseTo(1, 2);
});

test("every operation leaves one priced row of its run", async () => {
  const { project, url } = platform;
  const client = createClient({ apiKey: project.key, baseUrl: url, runId: "vectors-run" });
  await createIndex(client, { name: "metered" });
  await upsertTexts(client, { index: "metered", texts: [{ id: "a", text: "one" }, { text: "two" }] });
  await upsertVectors(client, { index: "metered", vectors: [{ values: Array(512).fill(0.1) }] });
  await searchText(client, { index: "metered", query: "one" });
  await searchVectors(client, { index: "metered", vector: Array(512).fill(0.1) });
  await getIndex(client, { index: "metered" });
  await listIndexes(client).first();
  await deleteIndex(client, { index: "metered" });
  const rows = await listUsage(platform.client, { runId: "vectors-run" }).all();
  const units = Object.fromEntries(rows.map((row) => [row.operation, row.units]));
  const input_token = expect.stringMatching(/^[1-9]\d*$/);
  expect(rows).toHaveLength(8);
  expect(units).toEqual({
    createIndex: { request: "1" },
    upsertTexts: { vector_write: "2", input_token },
    upsertVectors: { vector_write: "1" },
    searchText: { vector_read: "1", input_token },
    searchVectors: { vector_read: "1" },
    getIndex: { request: "1" },
    listIndexes: { request: "1" },
    deleteIndex: { request: "1" },
  });
  expect(rows.every(({ cost, provider }) => cost !== null && provider === "platform")).toBe(true);
  expect(rows.find(({ operation }) => operation === "upsertTexts")?.model).toBe(model);
  expect((await getCosts(platform.client, { runId: "vectors-run" })).totals[0]).toMatchObject({
    unpriced: 0,
  });
});

test("another organization's index is not there", async () => {
  const { id } = await createIndex(platform.client, { name: "private", dimension: 2 });
  const stranger = await platform.stranger();
  const notFound = { status: 404, code: "index_not_found" };
  const vectors = [{ values: [1, 2] }];
  await expect(getIndex(stranger, { index: id })).rejects.toMatchObject(notFound);
  await expect(deleteIndex(stranger, { index: id })).rejects.toMatchObject(notFound);
  await expect(upsertVectors(stranger, { index: id, vectors })).rejects.toMatchObject(notFound);
  await expect(searchVectors(stranger, { index: id, vector: [1, 2] })).rejects.toMatchObject(notFound);
  expect(await listIndexes(stranger).all()).toEqual([]);
});

test("a wrong key and a missing scope are refused", async () => {
  await expect(listIndexes(platform.clientWith("plat_wrong")).first()).rejects.toMatchObject({ status: 401 });
  const reader = await platform.stranger(["vectors:read"]);
  await expect(createIndex(reader, { name: "x" })).rejects.toBeInstanceOf(PermissionError);
  const other = await platform.stranger(["costops:*"]);
  await expect(searchVectors(other, { index: "x", vector: [1] })).rejects.toBeInstanceOf(PermissionError);
});

test.each([
  ["name", "/v1/indexes", { name: "no spaces" }],
  ["dimension", "/v1/indexes", { name: "x", dimension: 0 }],
  ["metric", "/v1/indexes", { name: "x", metric: "manhattan" }],
  ["metadata.a", "/v1/indexes", { name: "x", dimension: 2, metadata: { a: "\0" } }],
  ["vectors", "/v1/indexes/docs/vectors", { vectors: [] }],
  ["vectors.0.metadata.a", "/v1/indexes/docs/vectors", { vectors: [{ values: [1], metadata: { a: null } }] }],
  ["vectors.0.id", "/v1/indexes/docs/vectors", { vectors: [{ id: "é".repeat(300), values: [1] }] }],
  ["texts.1.text", "/v1/indexes/docs/texts", { texts: [{ text: "a" }, { text: "b\0" }] }],
  ["texts.0.metadata.a.0", "/v1/indexes/docs/texts", { texts: [{ text: "a", metadata: { a: ["\ud800"] } }] }],
  ["limit", "/v1/indexes/docs/search", { vector: [1], limit: 1001 }],
  ["surprise", "/v1/indexes/docs/search/text", { query: "a", surprise: 1 }],
])("the server itself refuses a bad %s", async (param, path, json) => {
  await createIndex(platform.client, { name: "docs" }).catch(() => {});
  const response = await platform.call(path, { json });
  expect(((await response.json()) as { error: object }).error).toMatchObject({
    param,
    code: "invalid_params",
  });
  expect(response.status).toBe(400);
});

test("the client refuses the same before anything is sent", async () => {
  const unreachable = createClient({ apiKey: "x", baseUrl: "http://127.0.0.1:1" });
  const refused = upsertVectors(unreachable, { index: "docs", vectors: [{ values: [Number.NaN] }] });
  await expect(refused).rejects.toBeInstanceOf(ValidationError);
});

test("an id no index can have is a 404, and one that is no text a 400", async () => {
  expect((await platform.call("/v1/indexes/%00")).status).toBe(400);
  expect((await platform.call("/v1/indexes/a%20b")).status).toBe(404);
});
