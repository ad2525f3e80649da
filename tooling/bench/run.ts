// Measurements, printed and kept in `.platform/bench/`: `pnpm bench [row …]`. Packages must be built.
// `pnpm bench core` and `pnpm bench costops` measure what a package stands for and write the tables into its docs.
import { mkdir, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { table } from "../check/table.ts";
import { scratch } from "../check/workspace.ts";
import type { Bench, BenchResult } from "./bench.ts";
import { benches } from "./benches.ts";
import { machine, writeDocs } from "./docs.ts";

const pages = ["core", "costops"];
const names = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const wanted = names.filter((name) => !pages.includes(name));
const forDocs = names.find((name) => pages.includes(name));
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no bench is called ${unknown.join(", ")}; there are ${pages.join(", ")}, ${benches.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const folder = join(scratch, "bench");
await mkdir(folder, { recursive: true });
const results = new Map<string, BenchResult>();
const load = [loadavg()[0] ?? 0];
const isWanted = ({ name, page = "core" }: Bench) =>
  forDocs === undefined ? wanted.length === 0 || wanted.includes(name) : page === forDocs;
for (const bench of benches.filter(isWanted)) {
  console.log(`${bench.name}: ${bench.about}\n`);
  const result = await bench.run();
  results.set(bench.name, result);
  load.push(loadavg()[0] ?? 0);
  console.log(`${table(result.head, result.rows)}\n`);
  for (const { what, bar, found, kept } of result.bars) {
    console.log(`${kept ? "kept  " : "MISSED"}  ${what}: ${found}, bar ${bar}`);
  }
  console.log();
  const record = { name: bench.name, at: new Date().toISOString(), machine, load, ...result };
  await writeFile(join(folder, `${bench.name}.json`), `${JSON.stringify(record, undefined, 2)}\n`);
}
if (forDocs !== undefined) console.log(`written: ${await writeDocs(forDocs, results, load)}`);
