import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryCommand } from "../command.ts";
import { consumerFolder } from "../consumer.ts";
import { root } from "../workspace.ts";
import type { Snippet } from "./extract.ts";

/** Where a snippet was written to, so that it can be run. */
export interface Written {
  readonly snippet: Snippet;
  readonly file: string;
}

/** Writes each snippet as a module of its own into the consumer's folder. */
export async function writeSnippets(snippets: readonly Snippet[]): Promise<Written[]> {
  const folder = join(await consumerFolder(), "snippets");
  await mkdir(folder, { recursive: true });
  const written: Written[] = [];
  for (const snippet of snippets) {
    const name = `${snippet.page.replaceAll(/\W+/g, "-")}-${snippet.line}.ts`;
    const file = join(folder, name);
    // Line 1 of the block stays line 1 of the file; the marker below makes it a module.
    await writeFile(file, `${snippet.code}\nexport {};\n`);
    written.push({ snippet, file });
  }
  return written;
}

/** Checks them as a strict consumer would; answers the compiler's complaints, each with its page. */
export async function typeCheck(written: readonly Written[]): Promise<string[]> {
  if (written.length === 0) return [];
  const folder = await consumerFolder();
  const compilerOptions = {
    target: "ES2023",
    lib: ["ES2023", "ESNext.Disposable", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
    module: "NodeNext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  const project = join(folder, "tsconfig.snippets.json");
  await writeFile(project, JSON.stringify({ compilerOptions, files: written.map(({ file }) => file) }));
  const compiler = join(root, "node_modules", "@typescript", "native", "bin", "tsc");
  const { code, output } = await tryCommand(process.execPath, [compiler, "-p", project, "--pretty", "false"]);
  if (code === 0) return [];
  return output.split("\n").map((line) => withPage(line, written));
}

/** `…/README-md-12.ts(3,1): error` becomes `README.md:15: error`. */
function withPage(line: string, written: readonly Written[]): string {
  const match = /([^/\\]+\.ts)\((\d+),\d+\): (.*)$/.exec(line);
  const origin = written.find(({ file }) => match?.[1] !== undefined && file.endsWith(match[1]));
  if (match === null || origin === undefined) return line;
  return `${origin.snippet.page}:${origin.snippet.line + Number(match[2])}: ${match[3]}`;
}
