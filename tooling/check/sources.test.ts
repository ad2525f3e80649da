import { expect, test } from "vitest";
import { importsOf } from "./sources.ts";

test("imports, re-exports, bare, multi-line and dynamic imports are all seen", () => {
  const text = [
    'import a from "a";',
    'import { b,\n  c } from "./b.ts";',
    'export * from "d";',
    'export type { E } from "e";',
    'import "f";',
    'const g = await import("g");',
    'const from = "not-one";',
  ].join("\n");
  expect(importsOf({ path: "x.ts", text })).toEqual(["a", "./b.ts", "d", "e", "f", "g"]);
});
