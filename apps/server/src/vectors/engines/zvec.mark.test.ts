import { expect, onTestFinished, test } from "vitest";
import { going, row, testIndex } from "./testing/test-index.ts";
import { openZvec } from "./zvec.ts";

test("a mark is kept over a restart, replaced by the next, and lost with the rows", async () => {
  const { engine, spec, dataDir } = await testIndex();
  expect(await engine.readMark(spec.id, going)).toBeUndefined();
  await engine.upsert(spec.id, [row("a", [1, 0, 0, 0], {})], going);
  await engine.mark(spec.id, "1", going);
  await engine.mark(spec.id, "2", going);
  await engine.close();

  const second = await openZvec({ dataDir });
  onTestFinished(() => second.close());
  expect(await second.open(spec, going)).toBe(1);
  expect(await second.readMark(spec.id, going)).toBe("2");
  await second.drop(spec.id, going);
  await expect(second.readMark(spec.id, going)).rejects.toMatchObject({ code: "not_found" });
  expect(await second.open(spec, going)).toBe(0);
  expect(await second.readMark(spec.id, going)).toBeUndefined();
});
