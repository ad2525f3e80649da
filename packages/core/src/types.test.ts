import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = at("../../..");
const compiler = join(root, "node_modules/typescript/bin/tsc");
const run = (...args: string[]) => execFileSync(process.execPath, [compiler, ...args], { encoding: "utf8" });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(root, "packages/core/node_modules/.types-"));
  // A user's program is checked against declarations, not against sources.
  const emit = [
    "--noEmit",
    "false",
    "--declaration",
    "--emitDeclarationOnly",
    "--outDir",
    join(folder, "core"),
  ];
  run("-p", join(root, "packages/core"), ...emit);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Type instantiations of a program. */
function instantiations(code: string): number {
  writeFileSync(join(folder, "program.ts"), code);
  const config = { extends: join(root, "tsconfig.base.json"), files: ["program.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return Number(/^Instantiations:\s+(\d+)$/m.exec(run("-p", folder, "--extendedDiagnostics"))?.[1]);
}

test("a program of one action costs at most 100 instantiations", () => {
  // What the language's own libraries cost is not ours.
  const empty = instantiations("export {};");
  const used = instantiations(`
    import { type Action, createClient } from "./core/src/index.ts";
    interface Greeting { text: string }
    declare const greet: Action<Greeting, Greeting>;
    export const answer: Promise<Greeting> = greet(createClient(), { text: "hello" });
  `);
  expect(used - empty).toBeGreaterThan(0);
  expect(used - empty).toBeLessThanOrEqual(100);
});
