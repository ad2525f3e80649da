import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command.ts";
import { root } from "./workspace.ts";

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

let read: Promise<Source[]> | undefined;

/** Every hand-written code file that git tracks or would track. */
export function sources(): Promise<Source[]> {
  return (read ??= readSources());
}

async function readSources(): Promise<Source[]> {
  const names = await listFiles("*.ts", "*.tsx", "*.js", "*.mjs", "*.cjs", "*.css", "*.py", "*.sql");
  return names
    .filter((path) => !path.includes("/drizzle/"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Paths of files that git tracks or would track and that still exist, by git's patterns. */
export async function listFiles(...patterns: string[]): Promise<string[]> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const all = await command("git", [...args, "--", ...patterns]);
  const gone = new Set((await command("git", ["ls-files", "-z", "--deleted"])).split("\0"));
  return all.split("\0").filter((path) => path !== "" && !gone.has(path));
}

/** The specifiers a source imports or re-exports, dynamic imports included. */
export function importsOf({ text }: Source): string[] {
  const pattern =
    /^\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** True for tests and type tests, and for everything in a `test` folder. */
export function isTest({ path }: Source): boolean {
  return /\.test(-d)?\.ts$/.test(path) || path.includes("/test/");
}
