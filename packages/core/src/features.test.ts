import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const rows = read("../docs/features.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (feature|---)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

test("every feature names a test or a gate that exists", () => {
  expect(rows.length).toBeGreaterThan(40);
  const gates = read("../../../tooling/check/gates.ts");
  for (const [feature, , proof = ""] of rows) {
    const [, file] = /^`(\S+\.test\.ts)`$/.exec(proof) ?? [];
    const [, gate = "?"] = /^gate `(\S+)`$/.exec(proof) ?? [];
    const exists = file ? existsSync(new URL(file, import.meta.url)) : gates.includes(`/${gate}.ts"`);
    expect(exists, `${feature}: ${proof}`).toBe(true);
  }
});
