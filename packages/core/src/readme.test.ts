import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as core from "./index.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const readme = readFileSync(at("../README.md"), "utf8");
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

test("every program in the README passes the compiler", () => {
  const folder = mkdtempSync(at("../node_modules/.readme-"));
  try {
    const files = blocks.map((code, index) => {
      writeFileSync(join(folder, `${index}.ts`), `${code}\nexport {};\n`);
      return `${index}.ts`;
    });
    const paths = {
      "@platform/core": [at("./index.ts")],
      "@platform/core/wire": [at("./wire.ts")],
      "@platform/core/ofetch": [at("./ofetch.ts")],
    };
    const config = { extends: at("../../../tsconfig.base.json"), compilerOptions: { paths }, files };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = at("../../../node_modules/typescript/bin/tsc");
    expect(() => execFileSync(process.execPath, [compiler, "-p", folder], { stdio: "pipe" })).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(blocks.length).toBeGreaterThan(8);
});

test("every public function and error class is named in the README or a page beside it", () => {
  const pages = globSync(at("../docs/*.md")).map((page) => readFileSync(page, "utf8"));
  const all = [readme, ...pages].join("\n");
  for (const name of Object.keys(core)) expect(new RegExp(`\\b${name}\\b`).test(all), name).toBe(true);
});

test.each([
  ["client/options.ts", "README.md"],
  ["transport/retry.ts", "README.md"],
  ["poll/options.ts", "README.md"],
  ["use/cache.ts", "docs/dedupe-and-cache.md"],
  ["use/circuit-breaker.ts", "docs/circuit-breaker.md"],
  ["use/concurrency.ts", "docs/concurrency.md"],
  ["use/hooks.ts", "docs/hooks.md"],
  ["use/logger.ts", "docs/logging.md"],
  ["use/rate-limit.ts", "docs/rate-limit.md"],
])("every option of %s has its row in %s", (file, page) => {
  const source = readFileSync(at(`./${file}`), "utf8");
  const names = [...source.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(1);
  const text = readFileSync(at(`../${page}`), "utf8");
  for (const name of names) expect(text).toContain(`\n| \`${name}\` |`);
});
