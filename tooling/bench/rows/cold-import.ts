import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { consumerFolder } from "../../check/consumer.ts";
import { publishedPackages } from "../../check/workspace.ts";
import type { Bench } from "../bench.ts";

const spawns = 20;

/** Milliseconds of a Node process that only imports one package, over one that imports nothing. */
export const coldImport: Bench = {
  name: "cold-import",
  about: `milliseconds to import one package in a new Node process, median of ${spawns}, over an empty module`,
  async run() {
    const folder = join(await consumerFolder(), "cold-import");
    await mkdir(folder, { recursive: true });
    const files = [await write(folder, "empty", "")];
    const names = publishedPackages().map(({ manifest }) => manifest.name);
    for (const name of names) files.push(await write(folder, name, `import ${JSON.stringify(name)};\n`));
    const [empty = 0, ...times] = measure(files);
    const rows = names.map((name, at) => [name, `+${((times[at] ?? 0) - empty).toFixed(1)}`]);
    return { head: ["package", "ms"], rows: [["empty module", empty.toFixed(1)], ...rows] };
  },
};

async function write(folder: string, name: string, source: string): Promise<string> {
  const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mjs`);
  await writeFile(file, source);
  return file;
}

/** Interleaved, so that a busy moment of the machine falls on all alike. */
function measure(files: readonly string[]): number[] {
  const times = files.map((): number[] => []);
  for (let round = 0; round < spawns; round++) {
    files.forEach((file, at) => {
      const started = performance.now();
      const { status } = spawnSync(process.execPath, [file], { stdio: "ignore" });
      if (status !== 0) throw new Error(`${file} does not load`);
      times[at]?.push(performance.now() - started);
    });
  }
  return times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0);
}
