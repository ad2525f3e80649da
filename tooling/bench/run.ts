// Measurements, printed and kept in `.platform/bench/`: `pnpm bench [name …]`. Packages must be built.
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { table } from "../check/table.ts";
import { scratch } from "../check/workspace.ts";
import { benches } from "./benches.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no bench is called ${unknown.join(", ")}; there are ${benches.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const folder = join(scratch, "bench");
await mkdir(folder, { recursive: true });
const machine = {
  node: process.version,
  platform: process.platform,
  arch: process.arch,
  cpus: cpus().length,
};
for (const bench of benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`${bench.name}: ${bench.about}\n`);
  const result = await bench.run();
  console.log(`${table(result.head, result.rows)}\n`);
  const record = { name: bench.name, at: new Date().toISOString(), machine, ...result };
  await writeFile(join(folder, `${bench.name}.json`), `${JSON.stringify(record, undefined, 2)}\n`);
}
