import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compileFilter } from "./compile-filter.ts";
import { filter } from "./testing/random-filter.ts";

test("answers without the engine when no row needs looking at", () => {
  expect(compileFilter({}, "tokens")).toBe(true);
  expect(compileFilter({ a: { $in: [] } }, "tokens")).toBe(false);
  expect(compileFilter({ a: { $nin: [] } }, "tokens")).toBe(true);
  expect(compileFilter({ $not: {} }, "tokens")).toBe(false);
  expect(compileFilter({ $or: [{ a: 1 }, {}] }, "tokens")).toBe(true);
  expect(compileFilter({ a: { $gt: 2, $lt: 1 }, b: { $in: [] } }, "tokens")).toBe(false);
});

test("lets nothing of a user into the engine's language but digests", () => {
  const leaf = /tokens (not )?contain_any \('[\w-]+'(,'[\w-]+'){0,31}\)/g;
  fc.assert(
    fc.property(filter, (found) => {
      const compiled = compileFilter(found, "tokens");
      if (typeof compiled === "string")
        expect(compiled.replaceAll(leaf, "x")).toMatch(/^(x|[()]| and | or )+$/);
    }),
  );
});

test("splits long lists, which the engine would refuse", () => {
  const compiled = compileFilter({ a: { $in: Array.from({ length: 100 }, (_, at) => `v${at}`) } }, "tokens");
  expect(String(compiled).match(/contain_any/g)).toHaveLength(4);
});
