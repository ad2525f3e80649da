import type { Language } from "./templates.ts";

/**
 * Starts code from a file, which is removed before the code begins. Code cannot travel as an argument (Linux takes
 * 128 KiB in each) nor on standard input (that is the program's own), and must not seem to lie where its file does:
 * modules are looked for in the working folder.
 */
export function codeStarter(language: Language, path: string): string[] {
  if (language === "python") return ["python3", "-c", python, path];
  if (language === "bash") return ["bash", "-c", bash, path];
  return ["node", "--input-type=module", "--eval", javascript, "--", path];
}

// One expression, so that the code finds no names but its own.
const python = `exec(compile((lambda path: (open(path, "rb").read(), __import__("os").unlink(path))[0])(__import__("sys").argv.pop()), "code.py", "exec"))`;

const bash = `eval "$(cat -- "$0"; rm -f -- "$0")"`;

// The code is an ES module of the working folder; \`require\` is there for the many programs that expect it.
const javascript = `
import * as module from "node:module";
import { readFileSync, unlinkSync } from "node:fs";
import { pathToFileURL } from "node:url";
const path = process.argv.pop();
const source = readFileSync(path, "utf8");
const url = pathToFileURL(process.cwd() + "/code.mjs").href;
unlinkSync(path);
globalThis.require = module.createRequire(url);
module.registerHooks({
  resolve: (name, context, next) => (name === url ? { url, format: "module", shortCircuit: true } : next(name, context)),
  load: (name, context, next) => (name === url ? { source, format: "module", shortCircuit: true } : next(name, context)),
});
await import(url);
`;
