import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { VectorEngine } from "../engine.ts";
import { exactScore, going, row, testFolder } from "./testing/test-index.ts";
import { openZvec } from "./zvec.ts";

const spec = { id: "idx_test", dimension: 4, metric: "cosine" } as const;

const stretch = fc.tuple(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 1, max: 800 }));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("write"), stretch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove"), stretch }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("optimize", "restart", "optimize behind"), stretch }),
  },
);

/** A row whose values differ with every version, so that a row under another's id shows in its score. */
function version(at: number, number: number) {
  const values = [1, Math.sin(at * 12.9 + number), Math.cos(at * 7.7), Math.sin(at * 3.1 - number)];
  return row(`${at}`, values, { version: number, fiftieth: at % 50 });
}

test("whatever was written, removed, optimized and restarted, every row keeps its own values", async () => {
  const history = fc.array(step, { minLength: 3, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const dataDir = await testFolder();
      const live = new Map<string, ReturnType<typeof row>>();
      let engine = await openZvec({ dataDir });
      await engine.open(spec, going);
      let behind: Promise<void> = Promise.resolve();
      for (const [
        number,
        {
          kind,
          stretch: [from, length],
        },
      ] of steps.entries()) {
        const rows = Array.from({ length }, (_, at) => version(from + at, number));
        if (kind === "write") {
          await engine.upsert(spec.id, rows, going);
          for (const entry of rows) live.set(entry.id, entry);
        } else if (kind === "remove") {
          await engine.remove(
            spec.id,
            rows.map((entry) => entry.id),
            going,
          );
          for (const entry of rows) live.delete(entry.id);
        } else if (kind === "restart") {
          await behind;
          await engine.close();
          engine = await openZvec({ dataDir });
          expect(await engine.open(spec, going)).toBe(live.size);
        } else {
          behind = engine.optimize(spec.id, going);
          if (kind === "optimize") await behind;
        }
      }
      expect(await faults(engine, live)).toEqual([]);
      await engine.optimize(spec.id, going);
      expect(await faults(engine, live)).toEqual([]);
      await engine.close();
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);

async function faults(
  engine: VectorEngine,
  live: ReadonlyMap<string, ReturnType<typeof row>>,
): Promise<string[]> {
  const values = Float32Array.from([1, 0.3, 0.2, -0.5]);
  const found: string[] = [];
  for (const filter of [undefined, { fiftieth: 3 }, { version: { $gte: 2 } }]) {
    const hits = await engine.search(spec.id, { values, limit: 50, filter }, going);
    for (const { id, score } of hits) {
      const stored = live.get(id);
      const exact = stored === undefined ? Number.NaN : exactScore("cosine", values, stored.values);
      if (!(Math.abs(score - exact) < 1e-4)) found.push(`${id} scores ${score} instead of ${exact}`);
    }
    const passing = [...live.values()].filter(
      ({ metadata }) =>
        filter === undefined ||
        ("fiftieth" in filter ? metadata.fiftieth === 3 : Number(metadata.version) >= filter.version.$gte),
    );
    if (hits.length !== Math.min(50, passing.length))
      found.push(`${hits.length} of ${passing.length} rows found`);
  }
  return found;
}
