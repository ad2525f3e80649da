import { expect, test } from "vitest";
import type { Filter, Metadata } from "../engine.ts";
import { matches } from "./matches.ts";

const row: Metadata = { lang: "en", year: 2020, draft: false, tags: ["red", "blue"], none: [], zero: -0 };

test.each<[Filter, boolean]>([
  [{}, true],
  [{ lang: "en" }, true],
  [{ lang: "EN" }, false],
  [{ year: "2020" }, false],
  [{ draft: false, lang: "en" }, true],
  [{ draft: false, lang: "de" }, false],
  [{ zero: 0 }, true],
  [{ lang: { $ne: "en" } }, false],
  [{ year: { $in: ["x", 2020] } }, true],
  [{ year: { $in: [] } }, false],
  [{ year: { $nin: [] } }, true],
  [{ year: { $gt: 2020 } }, false],
  [{ year: { $gte: 2020, $lte: 2020 } }, true],
  [{ year: { $lt: 2020.5 } }, true],
  [{ lang: { $gt: 0 } }, false],
  // An array of strings matches when any element does.
  [{ tags: "red" }, true],
  [{ tags: { $in: ["green", "blue"] } }, true],
  [{ tags: { $ne: "red" } }, false],
  [{ tags: { $nin: ["green"] } }, true],
  [{ tags: "green" }, false],
  [{ none: { $exists: true } }, true],
  [{ none: { $ne: "x" } }, true],
  // A missing key fails every positive operator and passes every negative one.
  [{ gone: "x" }, false],
  [{ gone: { $in: ["x"] } }, false],
  [{ gone: { $lt: 1 } }, false],
  [{ gone: { $exists: true } }, false],
  [{ gone: { $exists: false } }, true],
  [{ gone: { $ne: "x" } }, true],
  [{ gone: { $nin: ["x"] } }, true],
  [{ $not: { gone: { $gt: 1 } } }, true],
  [{ constructor: { $exists: true } }, false],
  // Logic.
  [{ $or: [{ lang: "de" }, { year: 2020 }] }, true],
  [{ $or: [{ lang: "de" }, { year: 2021 }] }, false],
  [{ $and: [{ lang: "en" }, { year: 2021 }] }, false],
  [{ $not: { lang: "en", year: 2021 } }, true],
  [{ $not: { $or: [{ lang: "en" }, { year: 2021 }] } }, false],
  [{ lang: "en", $or: [{ year: 1 }, { draft: true }] }, false],
])("%j is %s", (filter, expected) => {
  expect(matches(filter, row)).toBe(expected);
});
