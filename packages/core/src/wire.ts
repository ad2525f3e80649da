import * as v from "valibot";

/** The pieces that wire schemas of every domain share. Each is a function, so an unused one costs nothing. */

/** `2026-11-21T09:30:00.000Z`: ISO 8601 with a zone. */
export const timestamp = () =>
  v.pipe(v.string(), v.isoTimestamp("write an ISO 8601 time with a zone, such as 2026-11-21T09:30:00Z"));

/** An exact decimal: digits, a sign and a point, no exponent. Money and quantities travel so. */
export const decimal = () =>
  v.pipe(v.string(), v.regex(/^-?\d{1,20}(\.\d{1,20})?$/, 'write a decimal number as text, such as "0.25"'));

/** A decimal that is not below zero, also taken as a JSON number. */
export const quantity = () =>
  v.union(
    [
      v.pipe(v.string(), v.regex(/^\d{1,20}(\.\d{1,20})?$/)),
      v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
    ],
    "write a number that is not below zero, or such a number as text",
  );

/** Text of 1 to `most` characters. */
export const text = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1, "must not be empty"),
    v.maxLength(most, `must have at most ${most} characters`),
  );

/** Names and values that belong to the caller: at most 50, 64 and 256 characters long. */
export const tags = () =>
  v.pipe(v.record(text(64), v.pipe(v.string(), v.maxLength(256))), v.maxEntries(50, "at most 50 tags"));

/** What every list takes: `cursor` and `limit`. */
export const pageParams = () => ({
  cursor: v.optional(text(512)),
  limit: v.optional(
    v.pipe(
      v.number("write a whole number"),
      v.integer("write a whole number"),
      v.minValue(1, "at least 1"),
      v.maxValue(1_000, "at most 1000"),
    ),
  ),
});
