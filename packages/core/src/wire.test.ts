import { expect, test } from "vitest";
import * as v from "valibot";
import * as wire from "./wire.ts";

const limits = v.object(wire.pageParams());
/** Years that a database has no place for; the last two are such only in UTC. */
const outOfTime = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-01:00"];
const record = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, "v"]));

test.each([
  [
    "timestamp",
    wire.timestamp(),
    ["2026-11-21T09:30:00Z", "2026-11-21T09:30:00.123Z", "2026-11-21T09:30:00+01:00"],
  ],
  ["decimal", wire.decimal(), ["0", "-1.50", "12345678901234567890.12345678901234567890"]],
  ["quantity", wire.quantity(), ["0", "1.5", 0, 1.5, Number.MAX_SAFE_INTEGER]],
  ["text", wire.text(3), ["a", "abc"]],
  ["tags", wire.tags(), [{}, { a: "" }, record(50)]],
  ["pageParams", limits, [{}, { cursor: "c", limit: 1 }, { limit: 1000 }]],
])("%s takes what is right", (_, schema, values) => {
  for (const value of values) expect(v.is(schema, value), JSON.stringify(value)).toBe(true);
});

test.each([
  ["timestamp", wire.timestamp(), ["2026-11-21", "2026-11-21T09:30:00", "yesterday", 5, ...outOfTime]],
  ["decimal", wire.decimal(), ["", "1e3", ".5", "5.", "+1", "1,5", "NaN", 1, "1\n", "123456789012345678901"]],
  ["quantity", wire.quantity(), ["-1", -1, Number.NaN, Infinity, 2 ** 53, "1e3", null]],
  ["text", wire.text(3), ["", "abcd", 5]],
  [
    "tags",
    wire.tags(),
    [{ a: 5 }, { "": "x" }, { a: "x".repeat(257) }, { ["k".repeat(65)]: "" }, record(51)],
  ],
  ["pageParams", limits, [{ limit: 0 }, { limit: 1001 }, { limit: 1.5 }, { limit: "5" }, { cursor: "" }]],
])("%s refuses what is wrong", (_, schema, values) => {
  for (const value of values) expect(v.is(schema, value), JSON.stringify(value)).toBe(false);
});
