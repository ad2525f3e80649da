import { expect, test } from "vitest";
import type { Metric } from "../engine.ts";
import { count, going, row, testIndex } from "./testing/test-index.ts";

const near = Float32Array.from([1, 0, 0, 0]);

test.each<[Metric, number[]]>([
  ["cosine", [1, 1, 0, -1]],
  ["euclidean", [1, 1 / 2, 1 / (1 + Math.sqrt(2)), 1 / 3]],
  ["dot_product", [2, 1, 0, -1]],
])("scores by %s, higher is better", async (metric, scores) => {
  const { engine, spec } = await testIndex({ metric });
  const rows = [
    row("same", [1, 0, 0, 0]),
    row("twice", [2, 0, 0, 0]),
    row("across", [0, 1, 0, 0]),
    row("against", [-1, 0, 0, 0]),
  ];
  await engine.upsert(spec.id, rows, going);
  const hits = await engine.search(spec.id, { values: near, limit: 9 }, going);
  expect(hits.map((hit) => hit.score)).toEqual(scores.map((score) => expect.closeTo(score, 5)));
});

test("an upsert replaces values and metadata, and the last of a batch wins", async () => {
  const { engine, spec } = await testIndex();
  await engine.upsert(spec.id, [row("a", [1, 0, 0, 0], { old: "x", n: 1 }), row("b", [0, 1, 0, 0])], going);
  await engine.upsert(spec.id, [row("a", [0, 0, 1, 0]), row("a", [0, 0, 0, 1], { n: 2 })], going);

  expect(await count(engine, spec)).toBe(2);
  const search = (filter: Parameters<typeof engine.search>[1]["filter"]) =>
    engine.search(spec.id, { values: Float32Array.from([0, 0, 0, 1]), limit: 5, filter }, going);
  expect(await search({ n: 2 })).toEqual([{ id: "a", score: expect.closeTo(1, 5) }]);
  expect(await search({ n: { $lt: 2 } })).toEqual([]);
  expect(await search({ old: { $exists: true } })).toEqual([]);
});

test("removed rows are gone, ids without a row are passed over", async () => {
  const { engine, spec } = await testIndex();
  await engine.upsert(spec.id, [row("a", [1, 0, 0, 0]), row("b", [0, 1, 0, 0])], going);
  await engine.optimize(spec.id, going);
  await engine.remove(spec.id, ["a", "never there", "a"], going);
  expect(await count(engine, spec)).toBe(1);
  const hits = await engine.search(spec.id, { values: near, limit: 5 }, going);
  expect(hits.map((hit) => hit.id)).toEqual(["b"]);
});

test("gives any row id back as it was", async () => {
  const ids = [
    " ",
    "a b",
    "a/../b",
    "'\"\\",
    "naïve 😀",
    "a\u0000b",
    "x".repeat(512),
    "e\u0301",
    "\u00e9",
    "A",
    "a",
  ];
  const { engine, spec } = await testIndex();
  await engine.upsert(
    spec.id,
    ids.map((id) => row(id, [1, 0, 0, 0])),
    going,
  );
  const hits = await engine.search(spec.id, { values: near, limit: 50 }, going);
  expect(hits.map((hit) => hit.id).toSorted()).toEqual(ids.toSorted());
});

test("hostile metadata finds exactly its own row", async () => {
  const hostile = [
    "",
    "'",
    '"',
    "\\",
    "\\'",
    "') or tokens contain_any ('row",
    "x' or row_id = 'x",
    "a=b",
    "a,b",
    "*",
    "%",
    "row",
    "null",
    "\u0000",
    "\n",
    "naïve 😀",
    "\ud800",
    "\ufffd",
    "x".repeat(100_000),
    `${"x".repeat(100_000)}y`,
    "1",
    "true",
  ];
  const { engine, spec } = await testIndex();
  const byValue = hostile.map((text, at) => row(`value ${at}`, [1, 0, 0, 0], { key: text }));
  const byKey = hostile.map((text, at) => row(`key ${at}`, [1, 0, 0, 0], { [text]: "value" }));
  const inList = hostile.map((text, at) => row(`list ${at}`, [1, 0, 0, 0], { list: ["z", text] }));
  await engine.upsert(spec.id, [...byValue, ...byKey, ...inList], going);
  const idsOf = async (filter: Parameters<typeof engine.search>[1]["filter"]) =>
    (await engine.search(spec.id, { values: near, limit: 100, filter }, going)).map((hit) => hit.id);
  for (const [at, text] of hostile.entries()) {
    expect(await idsOf({ key: text })).toEqual([`value ${at}`]);
    expect(await idsOf({ [text]: { $exists: true } })).toEqual([`key ${at}`]);
    expect(await idsOf({ list: text })).toEqual([`list ${at}`]);
    expect(await idsOf({ key: { $ne: text } })).toHaveLength(3 * hostile.length - 1);
  }
});
