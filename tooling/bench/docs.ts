import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "../check/workspace.ts";
import type { BenchResult } from "./bench.ts";
import { benches } from "./benches.ts";
import { versions } from "./peers.ts";

const marks = ["<!-- measured: begin -->", "<!-- measured: end -->"] as const;

/** What the figures depend on; no names. */
export const machine = {
  node: process.version,
  platform: process.platform,
  arch: process.arch,
  cpus: cpus().length,
};

/** Writes the tables of one run between the marks of a package's page of figures; answers the page's path. */
export async function writeDocs(
  folder: string,
  results: ReadonlyMap<string, BenchResult>,
  load: readonly number[],
): Promise<string> {
  const file = join(root, "packages", folder, "docs", "benchmarks.md");
  const page = await readFile(file, "utf8");
  const [begin, end] = marks.map((mark) => page.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`${file} needs the lines ${marks.join(" and ")}`);
  }
  const sections = [...results].flatMap(([name, { head, rows }]) => [
    `### ${name}`,
    `${sentence(benches.find((bench) => bench.name === name)?.about ?? "")}`,
    markdown(head, rows),
  ]);
  const bars = [...results.values()].flatMap((result) => result.bars);
  const written = [
    marks[0],
    about(load, folder === "core"),
    "### Promises",
    promises(bars),
    ...sections,
    "",
  ].join("\n\n");
  await writeFile(file, page.slice(0, begin) + written + page.slice(end));
  return file;
}

function about(load: readonly number[], againstPeers: boolean): string {
  const { node, platform, arch, cpus: cores } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const [least, most] = [Math.min(...load), Math.max(...load)].map((one) => one.toFixed(1));
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} with Node ${node.slice(1)} on ${platform}-${arch},`,
    `${cores} cores, load average ${least} to ${most}.${againstPeers ? ` Against: ${peers.join(", ")}.` : ""}`,
  ].join("\n");
}

function promises(bars: BenchResult["bars"]): string {
  const rows = bars.map(({ what, bar, found, kept }) => [what, bar, found, kept ? "kept" : "**missed**"]);
  return markdown(["what", "at most", "found", ""], rows);
}

function markdown(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, at) => cells[at] ?? "").join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
