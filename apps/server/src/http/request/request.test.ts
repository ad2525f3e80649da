import * as wire from "@platform/core/wire";
import * as v from "valibot";
import { expect, test } from "vitest";
import { covers } from "./check-scope.ts";
import { decodeQuery } from "./decode-query.ts";
import { isDeeperThan } from "./json-depth.ts";
import { requestIdOf } from "./request-id.ts";

test("depth counts brackets outside strings", () => {
  expect(isDeeperThan('[[{"a":[]}]]', 4)).toBe(false);
  expect(isDeeperThan('[[{"a":[]}]]', 3)).toBe(true);
  expect(isDeeperThan('["[[[[\\"[[["]', 1)).toBe(false);
  expect(isDeeperThan("[".repeat(1_000_000), 64)).toBe(true);
});

test("scopes cover themselves, their domain, or everything", () => {
  expect(covers("*", "costops:write")).toBe(true);
  expect(covers("costops:*", "costops:write")).toBe(true);
  expect(covers("cost:*", "costops:write")).toBe(false);
  expect(covers("costops:read", "costops:write")).toBe(false);
});

const schema = v.strictObject({
  n: v.optional(v.nullable(v.number())),
  on: v.optional(v.boolean()),
  word: v.string(),
  list: v.optional(v.array(v.number())),
  filter: v.optional(v.record(v.string(), v.unknown())),
  either: v.optional(v.union([v.number(), v.string()])),
});

/** The same in our own words, whose rules look alike to valibot. */
const ruled = wire.strictObject({
  n: wire.optional(wire.nullable(wire.whole(0))),
  on: wire.optional(wire.boolean()),
  word: wire.string(),
  list: wire.optional(wire.listOf(wire.number(), 3, "numbers")),
  filter: wire.optional(wire.recordOf(wire.text(), wire.unknown(), 5)),
  either: wire.optional(wire.anyOf([wire.between(0, 9), wire.text()], "write a number or text")),
});

test.each([
  ["n=1&on=false&word=1", { n: 1, on: false, word: "1" }],
  ["n=null&word=null", { n: null, word: "null" }],
  ["list=1&list=2", { list: [1, 2] }],
  ["list=[3,4]", { list: [3, 4] }],
  ['filter={"a":{"$gt":1}}', { filter: { a: { $gt: 1 } } }],
  ["either=2", { either: 2 }],
  ["either=two", { either: "two" }],
  ["n=many&on=1&filter={", { n: "many", on: "1", filter: "{" }],
  ["word=a&word=b", { word: ["a", "b"] }],
  ["stranger=1", { stranger: "1" }],
])("the query %s", (query, expected) => {
  expect(decodeQuery(new URLSearchParams(query), schema)).toEqual(expected);
  expect(decodeQuery(new URLSearchParams(query), ruled)).toEqual(expected);
});

test("a parameter called __proto__ is a parameter", () => {
  expect(Object.keys(decodeQuery(new URLSearchParams("__proto__=1"), schema))).toEqual(["__proto__"]);
});

test("a request id that could forge a log line is replaced", () => {
  expect(requestIdOf(new Headers({ "x-request-id": "abc-1" }))).toBe("abc-1");
  expect(requestIdOf(new Headers({ "x-request-id": 'a"} {' }))).toMatch(/^req_/);
  expect(requestIdOf(new Headers({ "x-request-id": "a".repeat(129) }))).toMatch(/^req_/);
});
