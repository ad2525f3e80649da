import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { IndexSpec, Metadata, Metric, VectorEngine, VectorRow } from "../../engine.ts";
import { openZvec } from "../zvec.ts";

/** A signal nobody aborts. */
export const going = new AbortController().signal;

/** A folder that is gone after the test. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "zvec-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An engine with one open, empty index; closed after the test. */
export async function testIndex(options: Partial<Omit<IndexSpec, "id">> = {}) {
  const dataDir = await testFolder();
  const engine = await openZvec({ dataDir });
  onTestFinished(() => engine.close());
  const spec: IndexSpec = { id: "idx_test", dimension: 4, metric: "cosine", ...options };
  await engine.open(spec, going);
  return { engine, spec, dataDir };
}

export function row(id: string, values: readonly number[], metadata: Metadata = {}): VectorRow {
  return { id, values: Float32Array.from(values), metadata };
}

/** How many rows an index holds. */
export function count(engine: VectorEngine, spec: IndexSpec): Promise<number> {
  return engine.open(spec, going);
}

/** The score of the port, computed in full precision. */
export function exactScore(metric: Metric, a: Float32Array, b: Float32Array): number {
  if (metric === "dot_product") return dot(a, b);
  if (metric === "euclidean") return 1 / (1 + Math.sqrt(dot(a, a) - 2 * dot(a, b) + dot(b, b)));
  const size = Math.sqrt(dot(a, a) * dot(b, b));
  return size === 0 ? 0 : dot(a, b) / size;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? Number.NaN), 0);
}
