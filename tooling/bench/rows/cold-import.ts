import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages } from "../../check/workspace.ts";
import type { Bench } from "../bench.ts";
import { benchFolder, versions } from "../peers.ts";

const spawns = 20;
const barMs = 15;

/** Milliseconds of a Node process that only imports one package, over one that imports nothing. */
export const coldImport: Bench = {
  name: "cold-import",
  about: `milliseconds to import one package in a new Node process, median of ${spawns} in turns, over an empty module`,
  async run() {
    const folder = await benchFolder();
    const ours = publishedPackages().map(({ manifest }) => manifest.name);
    // zod is a peer of peers; nobody imports it for a request.
    const names = [...ours, ...Object.keys(versions).filter((name) => name !== "zod")];
    const files = [await write(folder, "empty", "")];
    for (const name of names) files.push(await write(folder, name, `import ${JSON.stringify(name)};\n`));
    const [empty = 0, ...times] = measure(files);
    const over = times.map((time) => time - empty);
    const most = Math.max(...over.slice(0, ours.length));
    return {
      head: ["package", "ms over an empty module"],
      rows: [
        ["(empty module, in all)", empty.toFixed(1)],
        ...names.map((name, at) => [name, `+${(over[at] ?? 0).toFixed(1)}`]),
      ],
      bars: [
        {
          what: "import of the slowest of our packages, ms",
          bar: `+${barMs}`,
          found: `+${most.toFixed(1)}`,
          kept: most <= barMs,
        },
      ],
    };
  },
};

async function write(folder: string, name: string, source: string): Promise<string> {
  const file = join(folder, `import-${name.replaceAll(/\W+/g, "-")}.mjs`);
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
