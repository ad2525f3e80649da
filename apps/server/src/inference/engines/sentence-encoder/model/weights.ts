import { readFile } from "node:fs/promises";
import { packageFile } from "./package.ts";

/** A named array of 32-bit numbers, as stored. */
export interface Weight {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Finds one weight by the end of its long graph name. @throws {Error} when none or several match. */
export type FindWeight = (ending: string) => Weight;

interface Manifest {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  }[];
}

/** Reads the package's graph file and its shards: every weight is four bytes a number, one after another. */
export async function readWeights(): Promise<FindWeight> {
  // The package is pinned, and the byte count below fails if the layout ever differs.
  const manifest = JSON.parse(await readFile(packageFile("model.json"), "utf8")) as Manifest;
  const weights = new Map<string, Weight>();
  for (const group of manifest.weightsManifest) {
    const shards = [];
    for (const path of group.paths) shards.push(await readFile(packageFile(path)));
    const bytes = Buffer.concat(shards);
    let offset = 0;
    for (const { name, shape } of group.weights) {
      const end = offset + 4 * shape.reduce((product, size) => product * size, 1);
      weights.set(name, { shape, bytes: bytes.subarray(offset, end) });
      offset = end;
    }
    if (offset !== bytes.length)
      throw new Error(`the model's weights are ${bytes.length} bytes, not ${offset}: reinstall the packages`);
  }
  return (ending) => findOne(weights, ending);
}

function findOne(weights: ReadonlyMap<string, Weight>, ending: string): Weight {
  const found = [...weights].filter(([name]) => name.endsWith(ending));
  const only = found[0];
  if (only === undefined || found.length > 1) throw new Error(`${found.length} weights end in ${ending}`);
  return only[1];
}
