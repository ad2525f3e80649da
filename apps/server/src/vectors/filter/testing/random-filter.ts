import * as fc from "fast-check";
import type { Filter, Metadata, Scalar } from "../../engine.ts";

// Few keys and values, so that random filters meet random rows; hostile ones among them.
const keys = ["a", "b", "year", "constructor", "__proto__", 'it\'s "k" \\ = ,', ""];
const texts = [
  "",
  "x",
  "y",
  "1",
  "true",
  "' or row_id = 'x",
  "\\",
  "\u0000",
  "\ud800",
  "\ufffd",
  "naïve 😀",
  "x,y",
  "a'b\"c",
];
const numbers = [
  0,
  -0,
  1,
  -1,
  2,
  10,
  1.5,
  -1.5,
  1e-300,
  -1e300,
  2 ** 53,
  Number.MAX_VALUE,
  5e-324,
  2020,
  2021,
];

const key = fc.constantFrom(...keys);
const text = fc.constantFrom(...texts);
const number = fc.oneof(
  fc.constantFrom(...numbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean());

function entries<T>(
  name: fc.Arbitrary<string>,
  value: fc.Arbitrary<T>,
  constraints: { minLength?: number; maxLength: number },
) {
  // Own properties by definition, so that __proto__ is a key like any other.
  return fc
    .array(fc.tuple(name, value), constraints)
    .map((pairs): Record<string, T> => Object.fromEntries(pairs));
}

export const metadata: fc.Arbitrary<Metadata> = entries(
  key,
  fc.oneof(scalar, fc.array(text, { maxLength: 3 })),
  { maxLength: 4 },
);

const operators = fc.record(
  {
    $eq: scalar,
    $ne: scalar,
    $in: fc.array(scalar, { maxLength: 40 }),
    $nin: fc.array(scalar, { maxLength: 40 }),
    $gt: number,
    $gte: number,
    $lt: number,
    $lte: number,
    $exists: fc.boolean(),
  },
  { requiredKeys: [] },
);
const condition = operators.filter((found) => Object.keys(found).length > 0 && Object.keys(found).length < 4);

const flat: fc.Arbitrary<Filter> = entries(key, fc.oneof(scalar, condition), { maxLength: 2 });

/** Adds a list of filters and a negated one, each half of the time. */
function nest(inner: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const option = { nil: undefined, freq: 1 };
  return fc
    .tuple(flat, fc.option(list, option), fc.option(list, option), fc.option(inner, option))
    .map(([level, and, or, not]) => ({
      ...level,
      ...(and === undefined ? {} : { $and: and }),
      ...(or === undefined ? {} : { $or: or }),
      ...(not === undefined ? {} : { $not: not }),
    }));
}

/** Valid filters of one to three levels. */
export const filter: fc.Arbitrary<Filter> = fc
  .oneof(flat, nest(flat), nest(fc.oneof(flat, nest(flat))))
  .filter(isSmall);

/** Keeps the number of conditions under the parser's bound. */
function isSmall(found: Filter): boolean {
  return JSON.stringify(found).split('":').length < 60;
}
