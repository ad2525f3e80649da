import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Filter, Metric, VectorEngine, VectorRow } from "../engine.ts";
import { matches } from "../filter/matches.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import { filter, metadata } from "../filter/testing/random-filter.ts";
import { exactScore, going, testIndex } from "./testing/test-index.ts";

const dimension = 4;
const coordinate = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
const values = fc
  .array(coordinate, { minLength: dimension, maxLength: dimension })
  .map((numbers) => Float32Array.from(numbers));
const rows = fc.array(fc.record({ values, metadata }), { minLength: 300, maxLength: 300 });

/** What is wrong with the hits, in words. Ties may come in any order, so scores are compared by rank. */
async function faults(
  engine: VectorEngine,
  metric: Metric,
  stored: readonly VectorRow[],
  query: { values: Float32Array; limit: number; filter: Filter },
): Promise<string[]> {
  const hits = await engine.search("idx_test", query, going);
  const passing = new Map(
    stored
      .filter((entry) => matches(query.filter, entry.metadata))
      .map((entry) => [entry.id, exactScore(metric, query.values, entry.values)]),
  );
  const best = [...passing.values()].toSorted((a, b) => b - a).slice(0, query.limit);
  const found: string[] = [];
  if (hits.length !== best.length) found.push(`${hits.length} hits instead of ${best.length}`);
  if (new Set(hits.map((hit) => hit.id)).size !== hits.length) found.push("a row was found twice");
  for (const [at, { id, score }] of hits.entries()) {
    const exact = passing.get(id);
    if (exact === undefined) found.push(`${id} does not pass the filter`);
    else if (Math.abs(score - exact) > 1e-4) found.push(`${id} scores ${score} instead of ${exact}`);
    else if (Math.abs(score - (best[at] ?? NaN)) > 1e-4) found.push(`${id} is not the best at rank ${at}`);
  }
  return found;
}

test.each<Metric>(["cosine", "euclidean", "dot_product"])(
  "finds what brute force finds: %s",
  async (metric) => {
    const { engine, spec } = await testIndex({ dimension, metric });
    const [sample = []] = fc.sample(rows, { numRuns: 1 });
    const stored = sample.map((entry, at): VectorRow => ({ id: `row ${at}`, ...entry }));
    await engine.upsert(spec.id, stored, going);

    const limit = fc.integer({ min: 1, max: 320 });
    const property = fc.asyncProperty(values, filter, limit, async (query, found, most) => {
      const checked = parseFilter(found);
      expect(await faults(engine, metric, stored, { values: query, limit: most, filter: checked })).toEqual(
        [],
      );
    });
    await fc.assert(property, { numRuns: 300, interruptAfterTimeLimit: 8_000 });
    await engine.optimize(spec.id, going);
    await fc.assert(property, { numRuns: 300, interruptAfterTimeLimit: 8_000 });
  },
);
