import { expect, test } from "vitest";
import { EngineError } from "../../engine-error.ts";
import { parseFilter } from "./parse-filter.ts";

/** The parameter at fault, when the filter is refused. */
function refusedAt(value: unknown): string | undefined {
  try {
    parseFilter(value);
  } catch (error) {
    if (error instanceof EngineError && error.code === "invalid_input") return error.param;
    throw error;
  }
  return undefined;
}

test("gives a valid filter back as it is", () => {
  const filter = {
    lang: "en",
    draft: false,
    year: { $gte: 2020, $lt: 2030 },
    tag: { $in: ["a", 1, true], $nin: [], $exists: true },
    $or: [{ a: 1 }, { $and: [{ b: { $ne: "x" } }] }],
    $not: { c: { $eq: "y" } },
  };
  expect(parseFilter(filter)).toEqual(filter);
  expect(parseFilter({})).toEqual({});
});

test("keeps a key named __proto__ an ordinary key", () => {
  const parsed = parseFilter(JSON.parse('{"__proto__": {"$eq": "x"}}'));
  expect(Object.keys(parsed)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});

test.each<[string, unknown]>([
  ["filter", null],
  ["filter", []],
  ["filter", "x"],
  ["filter.$where", { $where: "1" }],
  ["filter.year", { year: {} }],
  ["filter.year", { year: null }],
  ["filter.year", { year: [1] }],
  ["filter.year", { year: Number.NaN }],
  ["filter.year.$regex", { year: { $regex: "x" } }],
  ["filter.year.toString", { year: { toString: 1 } }],
  ["filter.year.$gt", { year: { $gt: "2020" } }],
  ["filter.year.$lte", { year: { $lte: Infinity } }],
  ["filter.year.$exists", { year: { $exists: 1 } }],
  ["filter.year.$in", { year: { $in: "x" } }],
  ["filter.year.$in[1]", { year: { $in: [1, {}] } }],
  ["filter.$and", { $and: [] }],
  ["filter.$or", { $or: {} }],
  ["filter.$not", { $not: [] }],
  ["filter.$or[1].a.$eq", { $or: [{ a: 1 }, { a: { $eq: [] } }] }],
])("names the fault %s in %j", (param, value) => {
  expect(refusedAt(value)).toBe(param);
});

const wide = (conditions: number) =>
  Object.fromEntries(Array.from({ length: conditions }, (_, at) => [`k${at}`, at]));
const list = (length: number) => ({ a: { $in: Array.from({ length }, (_, at) => at) } });

test("bounds depth, conditions and list values", () => {
  const nested = (levels: number): unknown => (levels === 0 ? { a: 1 } : { $not: nested(levels - 1) });
  expect(refusedAt(nested(8))).toBeUndefined();
  expect(refusedAt(nested(9))).toBe(`filter${".$not".repeat(9)}`);

  expect(refusedAt(wide(64))).toBeUndefined();
  expect(refusedAt(wide(65))).toBe("filter.k64");
  expect(refusedAt({ $or: Array.from({ length: 65 }, () => ({})) })).toBe("filter.$or");

  expect(refusedAt(list(10_000))).toBeUndefined();
  expect(refusedAt(list(10_001))).toBe("filter.a.$in");
});
