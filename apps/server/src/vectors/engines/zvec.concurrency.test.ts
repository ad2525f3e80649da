import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { count, going, row, testIndex } from "./testing/test-index.ts";

const query = { values: Float32Array.from([1, 0, 0, 0]), limit: 10 };

function numbered(from: number, to: number, version = 0) {
  return Array.from({ length: to - from }, (_, at) => row(`${from + at}`, [1, from + at, 0, 1], { version }));
}

test("a search needs turns of the event loop, so it does not run on it", async () => {
  const { engine, spec } = await testIndex();
  await engine.upsert(spec.id, numbered(0, 500), going);
  let settled = false;
  const searching = engine.search(spec.id, query, going).then(() => (settled = true));
  // Work done on the loop would be settled by promise callbacks alone.
  for (let turn = 0; turn < 1_000; turn += 1) await Promise.resolve();
  expect(settled).toBe(false);
  await searching;
});

test("a big upsert gives other work many turns", async () => {
  const { engine, spec } = await testIndex();
  const state = { writing: true };
  const written = engine.upsert(spec.id, numbered(0, 3_200), going).then(() => (state.writing = false));
  let turns = 0;
  for (; state.writing; turns += 1) await nextTurn();
  await written;
  expect(turns).toBeGreaterThanOrEqual(200);
});

test("searches, writes, removals and optimizing at once lose and invent nothing", async () => {
  const { engine, spec } = await testIndex();
  await engine.upsert(spec.id, numbered(0, 2_000), going);
  const state = { busy: true };
  const searching = (async () => {
    while (state.busy) {
      const hits = await engine.search(spec.id, { ...query, filter: { version: { $in: [0, 1] } } }, going);
      expect(hits).toHaveLength(10);
      expect(new Set(hits.map((hit) => hit.id)).size).toBe(10);
    }
  })();
  const optimizing = engine.optimize(spec.id, going);
  await Promise.all([
    engine.upsert(spec.id, numbered(1_000, 3_000, 1), going),
    engine.remove(
      spec.id,
      numbered(2_500, 3_000).map((entry) => entry.id),
      going,
    ),
    engine.upsert(spec.id, numbered(3_000, 3_500, 1), going),
    optimizing,
  ]);
  await engine.optimize(spec.id, going);
  state.busy = false;
  await searching;

  expect(await count(engine, spec)).toBe(3_000);
  const found = await engine.search(spec.id, { ...query, limit: 5_000, filter: { version: 1 } }, going);
  const expected = [...numbered(1_000, 2_500), ...numbered(3_000, 3_500)].map((entry) => entry.id);
  expect(found.map((hit) => hit.id).toSorted()).toEqual(expected.toSorted());
});

test("of two writes to one row the later one wins, whatever their size", async () => {
  const { engine, spec } = await testIndex();
  await Promise.all([
    engine.upsert(spec.id, numbered(0, 1_000, 1), going),
    engine.upsert(spec.id, numbered(900, 901, 2), going),
    engine.remove(spec.id, ["901"], going),
  ]);
  const found = await engine.search(spec.id, { ...query, filter: { version: 2 } }, going);
  expect(found.map((hit) => hit.id)).toEqual(["900"]);
  expect(await count(engine, spec)).toBe(999);
});

test("abort stops a write between slices and leaves the index usable", async () => {
  const { engine, spec } = await testIndex();
  const control = new AbortController();
  const writing = engine.upsert(spec.id, numbered(0, 3_200), control.signal);
  await nextTurn();
  control.abort();
  await expect(writing).rejects.toMatchObject({ name: "AbortError" });
  await engine.upsert(spec.id, [row("after", [1, 0, 0, 0])], going);
  expect(await count(engine, spec)).toBeLessThan(3_200);

  const aborted = AbortSignal.abort();
  const calls = [
    engine.open(spec, aborted),
    engine.search(spec.id, query, aborted),
    engine.upsert(spec.id, [], aborted),
    engine.remove(spec.id, [], aborted),
    engine.optimize(spec.id, aborted),
    engine.drop(spec.id, aborted),
  ];
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: "rejected", reason: { name: "AbortError" } });
  }
});
