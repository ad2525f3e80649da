import { expect, test } from "vitest";
import { load } from "./zvec-binding.ts";
import { going, row, testIndex } from "./testing/test-index.ts";

const invalid = (param: string) => ({ name: "EngineError", code: "invalid_input", param });

test("refuses what zvec cannot hold, naming the parameter", async () => {
  const { engine, spec } = await testIndex();
  const open = (change: object) => engine.open({ ...spec, ...change }, going);
  for (const dimension of [0, -1, 1.5, 20_001, Number.NaN]) {
    await expect(open({ id: "idx_other", dimension })).rejects.toMatchObject(invalid("dimension"));
  }
  for (const id of ["", "idx", "../idx_1", "idx_1/..", "IDX_1", "idx_1\n", `idx_${"1".repeat(200)}`]) {
    await expect(open({ id })).rejects.toMatchObject(invalid("id"));
    await expect(engine.drop(id, going)).rejects.toMatchObject(invalid("id"));
  }
  await expect(open({ dimension: 5 })).rejects.toMatchObject({ code: "conflict" });

  const upsert = (...rows: ReturnType<typeof row>[]) => engine.upsert(spec.id, rows, going);
  const good = row("a", [1, 2, 3, 4]);
  await expect(upsert(good, row("b", [1, 2]))).rejects.toMatchObject(invalid("rows[1].values"));
  await expect(upsert(good, row("b", [1, 2, 3, Number.NaN]))).rejects.toMatchObject(
    invalid("rows[1].values"),
  );
  await expect(upsert(good, row("b", [1, 2, 3, 1e300]))).rejects.toMatchObject(invalid("rows[1].values"));
  await expect(upsert(row("", [1, 2, 3, 4]))).rejects.toMatchObject(invalid("rows[0].id"));
  await expect(upsert(row("é".repeat(257), [1, 2, 3, 4]))).rejects.toMatchObject(invalid("rows[0].id"));
  await expect(upsert(row("\ud800", [1, 2, 3, 4]))).rejects.toMatchObject(invalid("rows[0].id"));
  // A refused batch leaves nothing behind.
  expect(await engine.open(spec, going)).toBe(0);

  const search = (values: readonly number[], limit: number) =>
    engine.search(spec.id, { values: Float32Array.from(values), limit }, going);
  await expect(search([1, 2, 3], 1)).rejects.toMatchObject(invalid("values"));
  await expect(search([1, 2, 3, Infinity], 1)).rejects.toMatchObject(invalid("values"));
  for (const limit of [0, 1.5, 10_001]) {
    await expect(search([1, 2, 3, 4], limit)).rejects.toMatchObject(invalid("limit"));
  }
});

test.each([1, 3, 20_000])("serves dimension %d", async (dimension) => {
  const { engine, spec } = await testIndex({ dimension });
  const values = new Float32Array(dimension).fill(1);
  await engine.upsert(spec.id, [{ id: "a", values, metadata: {} }], going);
  await engine.optimize(spec.id, going);
  const hits = await engine.search(spec.id, { values, limit: 1 }, going);
  expect(hits).toEqual([{ id: "a", score: expect.closeTo(1, 3) }]);
});

test("an index that is not open is not found", async () => {
  const { engine } = await testIndex();
  const missing = { name: "EngineError", code: "not_found" };
  await expect(engine.upsert("idx_none", [], going)).rejects.toMatchObject(missing);
  await expect(engine.remove("idx_none", [], going)).rejects.toMatchObject(missing);
  await expect(engine.optimize("idx_none", going)).rejects.toMatchObject(missing);
  await expect(engine.drop("idx_none", going)).rejects.toMatchObject(missing);
  const query = { values: Float32Array.from([1]), limit: 1 };
  await expect(engine.search("idx_none", query, going)).rejects.toMatchObject(missing);
});

test("says which platforms have the library when it is missing", async () => {
  const missing = load(() => Promise.reject(new Error("Failed to load prebuilt binary")));
  await expect(missing).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("macOS (arm64)"),
  });
});
