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
  about: `milliseconds to import one package in a new Node process, median and fastest of ${spawns} in turns, over an empty module; the fastest is what a busy machine leaves untouched`,
  async run() {
    const folder = await benchFolder();
    const ours = publishedPackages().map(({ manifest }) => manifest.name);
    // zod is a peer of peers; nobody imports it for a request.
    const names = [...ours, ...Object.keys(versions).filter((name) => name !== "zod")];
    const files = [await write(folder, "empty", "")];
    for (const name of names) files.push(await write(folder, name, `import ${JSON.stringify(name)};\n`));
    const [empty = none, ...times] = measure(files);
    const over = times.map(({ median, fastest }) => ({
      ...{ median: median - empty.median, fastest: fastest - empty.fastest },
    }));
    const most = Math.max(...over.slice(0, ours.length).map(({ median }) => median));
    return {
      head: ["package", "median, ms", "fastest, ms"],
      rows: [
        ["(empty module, in all)", empty.median.toFixed(1), empty.fastest.toFixed(1)],
        ...names.map((name, at) => {
          const { median, fastest } = over[at] ?? none;
          return [name, signed(median), signed(fastest)];
        }),
      ],
      bars: [
        {
          what: "import of the slowest of our packages, ms",
          bar: `+${barMs}`,
          found: signed(most),
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

interface Times {
  readonly median: number;
  readonly fastest: number;
}

const none: Times = { median: 0, fastest: 0 };
const signed = (ms: number): string => `${ms < 0 ? "" : "+"}${ms.toFixed(1)}`;

/** In turns, each round from another start, so that a busy moment of the machine falls on all alike. */
function measure(files: readonly string[]): Times[] {
  const times = files.map((): number[] => []);
  for (let round = 0; round < spawns; round++) {
    for (let turn = 0; turn < files.length; turn++) {
      const at = (turn + round) % files.length;
      const file = files[at] ?? "";
      const started = performance.now();
      const { status } = spawnSync(process.execPath, [file], { stdio: "ignore" });
      if (status !== 0) throw new Error(`${file} does not load`);
      times[at]?.push(performance.now() - started);
    }
  }
  return times.map((list) => {
    const sorted = list.toSorted((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, fastest: sorted[0] ?? 0 };
  });
}
