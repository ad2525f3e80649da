import { expect, test } from "vitest";
import { dropNulls } from "./drop-nulls.ts";

const text = { type: "string" };
const schema = {
  type: "object",
  properties: {
    needed: text,
    spare: text,
    either: { anyOf: [text, { type: "null" }] },
    typed: { type: ["string", "null"] },
    word: { enum: ["a", null] },
    any: {},
    list: { type: "array", items: { type: "object", properties: { spare: text } } },
    shape: {
      anyOf: [
        { type: "object", properties: { a: text }, required: ["a"] },
        { type: "object", properties: { b: text } },
      ],
    },
    tree: { $ref: "#/$defs/tree" },
    loop: { $ref: "#/$defs/loop" },
  },
  required: ["needed"],
  $defs: {
    tree: { type: "object", properties: { name: text, child: { $ref: "#/$defs/tree" } } },
    loop: { $ref: "#/$defs/loop" },
  },
};

test("goes where a field may be left out and not be null", () => {
  expect(
    dropNulls({ spare: null, list: [{ spare: null }], tree: { child: { name: null } } }, schema),
  ).toEqual({
    list: [{}],
    tree: { child: {} },
  });
  expect(dropNulls({ shape: { a: null, b: null } }, schema)).toEqual({ shape: { a: null } });
});

test("stays where it is needed, allowed or unknown", () => {
  const kept = { needed: null, either: null, typed: null, word: null, any: null, other: null, list: [null] };
  expect(dropNulls(kept, schema)).toEqual(kept);
  for (const value of [null, "a", 5, [null]]) expect(dropNulls(value, schema)).toEqual(value);
});

test("a schema made of itself ends, and names of JavaScript's own are only names", () => {
  expect(dropNulls({ loop: { a: null } }, schema)).toEqual({ loop: { a: null } });
  const odd = JSON.parse('{"__proto__":null,"constructor":null,"spare":null}') as object;
  expect(JSON.stringify(dropNulls(odd, schema))).toBe('{"__proto__":null,"constructor":null}');
});
