import type { JsonSchema } from "@platform/core/tools";
import type { Known } from "./valid-value.ts";

/** Stands for a number that JSON can spell and JavaScript cannot hold; `toJson` writes the digits. */
export const hugeNumber = "@huge@";

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => [inner], "deep");

/** What programs stumble over, whatever was asked for. */
export const hostileValues: readonly unknown[] = [
  ...[null, true, false, "", " ", [], {}, [[]], [null], { a: null }, nested(60), nested(64), nested(400)],
  ...[0, -0, -1, 1.5, 1e-320, 1e21, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, hugeNumber],
  ...["\0", "a\0b", "\ud800", "b\udfffc", "\u{1f600}", "\u202e", "\ufeff", "é".normalize("NFD")],
  ...["NaN", "Infinity", "1e400", "-1", "0x10", "1.", "1".repeat(400), `0.${"1".repeat(400)}`, "undefined"],
  ...["x".repeat(255), "x".repeat(256), "x".repeat(5_000), "\u{1f600}".repeat(600)],
  ...["../../etc/passwd", "/", "//", ".", "..", "/proc/self/environ", "a/b", "%00", "%2e%2e%2f", "a\r\nb: c"],
  ...["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-02-30T00:00:00Z"],
  ...["+275760-09-13T00:00:00.000Z", "-000001-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99", "2026-01-01"],
  ...[
    "'; drop table tasks; --",
    "$1",
    "{{7*7}}",
    "<script>",
    "*",
    "%",
    "_",
    "\\",
    '"',
    "`id`",
    "(a",
    "[z-a]",
  ],
  ...[
    { length: 1e9 },
    { toString: 1 },
    { toJSON: 1 },
    parsed('{"then":1}'),
    { constructor: { prototype: 1 } },
    parsed('{"__proto__":{"polluted":true,"scopes":["*"]}}'),
  ],
];

/** Names that must be no more than names. */
export const hostileNames = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "then", "toJSON", "stream", "limit"],
  ...["", "\0", "a\0b", "\ud800", "a.b", "a[0]", "$where", "x".repeat(300), "unknown"],
];

/** Just outside what the schema allows, and just inside. */
export function edgesOf(schema: JsonSchema | undefined): unknown[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, items, anyOf } = (schema ??
    {}) as Known;
  const edges: unknown[] = (anyOf ?? []).flatMap(edgesOf);
  if (minimum !== undefined) edges.push(minimum - 1, minimum, minimum + 0.5);
  if (maximum !== undefined) edges.push(maximum, maximum + 1);
  if (minLength) edges.push("a".repeat(minLength - 1));
  if (maxLength !== undefined) edges.push("a".repeat(maxLength), "a".repeat(maxLength + 1));
  if (maxLength !== undefined && maxLength > 1) edges.push(`${"a".repeat(maxLength - 1)}\0`);
  if (minItems) edges.push(Array(minItems - 1).fill("a"));
  if (maxItems !== undefined && items) edges.push(Array(maxItems).fill("a"), Array(maxItems + 1).fill(null));
  return edges;
}

/** An object with field names that code cannot, or should not, write. */
function parsed(json: string): unknown {
  return JSON.parse(json);
}
