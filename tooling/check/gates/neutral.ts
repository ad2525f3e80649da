import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { tryCommand } from "../command.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { entriesOf, isForNode, newUser } from "../new-user.ts";

/** What bundlers for pages, workers and edge runtimes set. */
const conditions = ["browser", "worker", "workerd", "edge-light"];
/** Reading one of these makes Node load its whole fetch stack, and bare runtimes lack some. */
const traps = ["fetch", "Headers", "Request", "Response", "FormData", "WebSocket", "EventSource"];
const lacking = [
  ...["AbortController", "AbortSignal", "ReadableStream", "TransformStream", "TextDecoder", "Blob"],
  ...["URL", "URLSearchParams", "crypto", "process"],
];

/** What is published favours no platform: no builtin of Node, no `require` shim, no global touched on import. */
export const neutral: Gate = {
  name: "neutral",
  async run() {
    await using user = await newUser();
    const entries = (await entriesOf(user.packages)).filter((entry) => !isForNode(entry));
    const problems: string[] = [];
    for (const entry of entries) {
      // Most conditions give the same code: what was looked at once is not told four times.
      const seen = new Set<string>();
      for (const condition of conditions) {
        const where = `${entry} under "${condition}"`;
        const code = await bundle(user.folder, entry, condition).catch((error: unknown) => {
          problems.push(`${where}: ${String(error)}`);
          return "";
        });
        if (seen.has(code)) continue;
        seen.add(code);
        problems.push(...(await codeProblems(user.folder, code)).map((one) => `${where}: ${one}`));
      }
    }
    const unbundled = entries.map((entry) => `await import(${JSON.stringify(entry)});`);
    problems.push(...(await importProblems(user.folder, "in Node", traps, unbundled)));
    failIfAny(problems);
    return `${entries.length} entries, ${conditions.length} conditions`;
  },
};

async function bundle(folder: string, entry: string, condition: string): Promise<string> {
  const result = await build({
    stdin: { contents: `export * as all from ${JSON.stringify(entry)};`, resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    // No builtin is external: one that is reached fails the bundling.
    platform: "browser",
    conditions: [condition],
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

async function codeProblems(folder: string, code: string): Promise<string[]> {
  await writeFile(join(folder, "bundle.mjs"), code);
  const shims = code.match(/\b(?:require|createRequire|__require)\b|\bimport\.meta\b/g) ?? [];
  const imports = [`await import("./bundle.mjs");`];
  return [
    ...new Set(shims.map((shim) => `its bundle holds ${shim}`)),
    ...(await importProblems(folder, "its bundle", [...traps, ...lacking], imports)),
  ];
}

/** Imports with globals that throw when they are so much as looked at. */
async function importProblems(
  folder: string,
  what: string,
  globals: readonly string[],
  imports: readonly string[],
): Promise<string[]> {
  const lines = [
    `for (const name of ${JSON.stringify(globals)}) Object.defineProperty(globalThis, name, {`,
    "  get() { throw new Error(`${name} is touched on import`); },",
    "});",
    ...imports,
  ];
  const file = join(folder, "import.mjs");
  await writeFile(file, `${lines.join("\n")}\n`);
  const { code, output } = await tryCommand(process.execPath, [file], { cwd: folder });
  const said = /Error: .*/.exec(output)?.[0] ?? output;
  return code === 0 ? [] : [`${what}: ${said}`];
}
