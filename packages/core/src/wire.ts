import * as v from "valibot";

/*
 * The vocabulary of wire schemas, in one place: valibot's shapes, and rules of our own. Each rule is one `check`
 * with the facts that JSON Schema knows for it beside it: a bundle then holds one kind of rule instead of a
 * dozen, which is most of a kilobyte. The build puts the few parts of valibot used here into this module, so
 * that importing a domain does not load all of it.
 */
export {
  array,
  boolean,
  type GenericSchema,
  looseObject,
  nullable,
  nullish,
  number,
  object,
  optional,
  picklist,
  record,
  strictObject,
  string,
  union,
  unknown,
  variant,
} from "valibot";

/** What JSON Schema says of a rule; the OpenAPI document and tools are made from it. */
export interface Facts {
  readonly [keyword: string]: unknown;
}

const facts = <T>(known: Facts) => v.metadata<T, { readonly jsonSchema: Facts }>({ jsonSchema: known });

/** Text of `least` (default 1) to `most` (default: any number of) characters. */
export const text = (most = Infinity, least = 1) =>
  v.pipe(
    v.string("write text"),
    v.check(
      ({ length }) => length >= least && length <= most,
      most < Infinity ? `must have ${least} to ${most} characters` : "must not be empty",
    ),
    facts({ minLength: least, ...(most < Infinity && { maxLength: most }) }),
  );

/** Text of a form; `say` tells it in words. */
export const shaped = (pattern: RegExp, say: string) =>
  v.pipe(
    v.string("write text"),
    v.check((value) => pattern.test(value), say),
    facts({ pattern: pattern.source }),
  );

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  v.pipe(
    v.number("write a whole number"),
    v.check(
      (value) => Number.isSafeInteger(value) && value >= least && value <= most,
      `write a whole number, ${range(least, most)}`,
    ),
    facts({ type: "integer", minimum: least, maximum: most }),
  );

/** A number from `least` to `most`. */
export const between = (least: number, most: number) =>
  v.pipe(
    v.number("write a number"),
    v.check((value) => value >= least && value <= most, `write a number, ${range(least, most)}`),
    facts({ minimum: least, maximum: most }),
  );

const range = (least: number, most: number) =>
  most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;

/** One of a few words. */
export const oneOf = <const T extends string>(words: readonly T[]) =>
  v.picklist(words, `choose from ${words.join(", ")}`);

/** A list of `least` (default 1) to `most` items; `name` says what they are. */
export const listOf = <T>(item: v.GenericSchema<T>, most: number, name: string, least = 1) =>
  v.pipe(
    v.array(item),
    v.check(({ length }) => length >= least && length <= most, `give ${least} to ${most} ${name}`),
    facts({ minItems: least, maxItems: most }),
  );

/** `least` (default 1) to `most` finite numbers, checked in one go: vectors are long. */
export const numbers = (most: number, least = 1) =>
  v.pipe(
    v.custom<number[]>(
      (value) =>
        Array.isArray(value) && value.length >= least && value.length <= most && value.every(Number.isFinite),
      `give ${least} to ${most} numbers`,
    ),
    facts({ type: "array", items: { type: "number" }, minItems: least, maxItems: most }),
  );

/** An object of the caller's own names, at most `most` of them. */
export const recordOf = <T>(
  name: v.GenericSchema<string>,
  value: v.GenericSchema<T>,
  most: number,
  least = 0,
) =>
  v.pipe(
    v.record(name, value),
    v.check((entries) => {
      const { length } = Object.keys(entries);
      return length >= least && length <= most;
    }, `give ${least} to ${most} entries`),
    facts({ minProperties: least, maxProperties: most }),
  );

/** `2026-11-21T09:30:00.000Z`: ISO 8601 with a zone. */
export const timestamp = () =>
  v.pipe(
    v.string("write text"),
    v.check((value) => {
      const at = Date.parse(value);
      return (
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(value) &&
        // The years 1 to 9999 in UTC: what has four digits there too, and a database can keep.
        at >= -621355968e5 &&
        at < 2534023008e5
      );
    }, "write an ISO 8601 time with a zone, such as 2026-11-21T09:30:00Z"),
    facts({ format: "date-time" }),
  );

/** An exact decimal: digits, a sign and a point, no exponent. Money and quantities travel so. */
export const decimal = () =>
  shaped(/^-?\d{1,20}(\.\d{1,20})?$/, 'write a decimal number as text, such as "0.25"');

/** A decimal that is not below zero, also taken as a JSON number. */
export const quantity = () =>
  v.union(
    [shaped(/^\d{1,20}(\.\d{1,20})?$/, "write digits"), between(0, Number.MAX_SAFE_INTEGER)],
    "write a number that is not below zero, or such a number as text",
  );

/** Names and values that belong to the caller: at most 50, of 64 and 256 characters. */
export const tags = () => recordOf(text(64), text(256, 0), 50);

/** What every list takes: `cursor` and `limit`. */
export const pageParams = () => ({ cursor: v.optional(text(512)), limit: v.optional(whole(1, 1_000)) });
