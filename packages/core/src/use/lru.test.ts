import fc from "fast-check";
import { expect, test } from "vitest";
import { lru } from "./lru.ts";

test("never holds more than it may, and gives up what was used least recently", () => {
  const step = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    act: fc.constantFrom("get", "set", "remove"),
    sizeBytes: fc.nat(40),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(step),
      (most, bytes, steps) => {
        const kept = lru<{ key: string; sizeBytes: number }>(most, bytes);
        // The plainest way to say the same: a list, the oldest first.
        let model: { key: string; sizeBytes: number }[] = [];
        for (const { key, act, sizeBytes } of steps) {
          const found = model.find((entry) => entry.key === key);
          if (act === "get") expect(kept.get(key)).toEqual(found);
          if (act === "set") kept.set(key, { key, sizeBytes });
          if (act === "remove") kept.remove((entry) => entry.key === key);
          if (act === "get" && !found) continue;
          model = model.filter((entry) => entry.key !== key);
          if (act === "set") model.push({ key, sizeBytes });
          if (act === "get" && found) model.push(found);
          const total = () => model.reduce((sum, entry) => sum + entry.sizeBytes, 0);
          while (model.length > most || total() > bytes) model.shift();
        }
        for (const { key } of [...model]) expect(kept.get(key)).toMatchObject({ key });
        const gone = ["a", "b", "c", "d", "e"].filter((key) => !model.some((entry) => entry.key === key));
        for (const key of gone) expect(kept.get(key)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});
