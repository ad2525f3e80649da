import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engines } from "../src/engines.ts";
import { openSentenceEncoder } from "../src/inference/engines/sentence-encoder/open-sentence-encoder.ts";
import type { VectorEngine } from "../src/vectors/engine.ts";
import { openZvec } from "../src/vectors/engines/zvec.ts";

/** The real engines, in a folder of their own. */
export interface TestEngines {
  readonly engines: Partial<Engines>;
  readonly zvec: VectorEngine;
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens zvec and, unless told not to, the sentence encoder. */
export async function openTestEngines({ withEncoder = true } = {}): Promise<TestEngines> {
  const root = await mkdtemp(join(tmpdir(), "platform-vectors-"));
  const folder = join(root, "vectors");
  const zvec = await openZvec({ dataDir: folder });
  const encoder = withEncoder ? await openSentenceEncoder({ cacheDir: join(root, "models") }) : undefined;
  return {
    zvec,
    folder,
    engines: {
      vectors: { ok: true, engine: zvec },
      ...(encoder ? { embedding: { ok: true, engine: encoder } } : {}),
    },
    async close() {
      await zvec.close();
      await encoder?.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Repeatable numbers from -1 to 1. */
export function randomVector(seed: number, dimension: number): number[] {
  let state = seed;
  return Array.from({ length: dimension }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}
