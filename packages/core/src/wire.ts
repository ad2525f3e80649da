import * as v from "valibot";

/*
 * The vocabulary of wire schemas, in one place: valibot's containers, and one kind of rule for everything in them,
 * with the facts that JSON Schema knows for it beside it. A bundle then holds one rule instead of a dozen, and a
 * value is checked in one go. The build puts the few parts of valibot used here into this module, so that
 * importing a domain does not load all of it.
 */
export {
  array,
  type GenericSchema,
  looseObject,
  nullable,
  nullish,
  object,
  optional,
  record,
  strictObject,
  union,
  variant,
} from "valibot";
export { asIs } from "./wire/as-is.ts";

/** What JSON Schema says of a rule; the OpenAPI document and tools are made from it. */
export interface Facts {
  readonly [keyword: string]: unknown;
}

/** A schema that says of itself what JSON Schema can know. */
export type Rule<T> = v.GenericSchema<T> & { readonly jsonSchema: Facts };

/** A rule of one test; `say` tells what to write. */
const rule = <T>(test: (value: never) => boolean, say: string, jsonSchema: Facts): Rule<T> =>
  Object.assign(v.custom<T>(test as (value: unknown) => boolean, say), { jsonSchema });

/** Puts limits on how long a text, a list or a record may be. */
const sized = <T>(
  schema: v.GenericSchema<T>,
  sizeOf: (value: T) => number,
  [least, most]: readonly [number, number],
  name: string,
  jsonSchema: Facts,
): v.GenericSchema<T> => {
  const test = (value: T) => sizeOf(value) >= least && sizeOf(value) <= most;
  const say = most < Infinity ? `give ${least} to ${most} ${name}` : "must not be empty";
  return v.pipe(schema, Object.assign(v.check(test, say), { jsonSchema }));
};

const length = (value: { readonly length: number }) => value.length;

const typed = <T>(type: string) =>
  rule<T>((value: unknown) => typeof value === type, `write a ${type}`, { type });

export const string = (): Rule<string> => typed("string");
export const boolean = (): Rule<boolean> => typed("boolean");
/** Any number but `NaN`. */
export const number = (): Rule<number> =>
  rule((value: unknown) => typeof value === "number" && value === value, "write a number", {
    type: "number",
  });

/** Anything at all. */
export const unknown = (): Rule<unknown> => rule(() => true, "", {});

/** Text of `least` (default 1) to `most` (default: any number of) characters. */
export const text = (most = Infinity, least = 1): v.GenericSchema<string> =>
  sized(string(), length, [least, most], "characters", {
    minLength: least,
    ...(most < Infinity && { maxLength: most }),
  });

/** Text of a form; `say` tells it in words. */
export const shaped = (pattern: RegExp, say: string): Rule<string> =>
  rule((value: unknown) => typeof value === "string" && pattern.test(value), say, {
    type: "string",
    pattern: pattern.source,
  });

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER): Rule<number> =>
  rule(
    (value: number) => Number.isSafeInteger(value) && value >= least && value <= most,
    `write a whole number, ${range(least, most)}`,
    { type: "integer", minimum: least, maximum: most },
  );

/** A number from `least` to `most`. */
export const between = (least: number, most: number): Rule<number> =>
  rule(
    (value: unknown) => typeof value === "number" && value >= least && value <= most,
    `write a number, ${range(least, most)}`,
    { type: "number", minimum: least, maximum: most },
  );

const range = (least: number, most: number) =>
  most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;

/** One of a few words. */
export const oneOf = <const T extends string | null>(words: readonly T[]): Rule<T> =>
  rule((value: T) => words.includes(value), `choose from ${words.join(", ")}`, {
    type: "string",
    enum: words,
  });

/** What one of a few schemas takes; `say` tells it in words. Smaller than `union`, which tells what is wrong within. */
export const anyOf = <const T extends readonly v.GenericSchema[]>(
  schemas: T,
  say: string,
): Rule<v.InferOutput<T[number]>> =>
  rule((value: unknown) => schemas.some((schema) => v.is(schema, value)), say, { anyOf: schemas });

/** A list of `least` (default 1) to `most` items; `name` says what they are. */
export const listOf = <T>(
  item: v.GenericSchema<T>,
  most: number,
  name: string,
  least = 1,
): v.GenericSchema<T[]> =>
  sized(v.array(item), length, [least, most], name, { minItems: least, maxItems: most });

/** `least` (default 1) to `most` finite numbers, checked in one go: vectors are long. */
export const numbers = (most: number, least = 1): Rule<number[]> =>
  rule(
    (value: unknown) =>
      Array.isArray(value) && value.length >= least && value.length <= most && value.every(Number.isFinite),
    `give ${least} to ${most} numbers`,
    { type: "array", items: { type: "number" }, minItems: least, maxItems: most },
  );

/** An object of the caller's own names, at most `most` of them. */
export const recordOf = <T>(
  name: v.GenericSchema<string>,
  value: v.GenericSchema<T>,
  most: number,
  least = 0,
): v.GenericSchema<Record<string, T>> =>
  sized(v.record(name, value), (entries) => Object.keys(entries).length, [least, most], "entries", {
    minProperties: least,
    maxProperties: most,
  });

/** `2026-11-21T09:30:00.000Z`: ISO 8601 with a zone. */
export const timestamp = (): Rule<string> =>
  rule(
    (value: unknown) => {
      if (typeof value !== "string") return false;
      const at = Date.parse(value);
      return (
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(value) &&
        // The years 1 to 9999 in UTC: what has four digits there too, and a database can keep.
        at >= -621355968e5 &&
        at < 2534023008e5
      );
    },
    "write a time like 2026-11-21T09:30:00Z",
    { type: "string", format: "date-time" },
  );

/** An exact decimal: digits, a sign and a point, no exponent. Money and quantities travel so. */
export const decimal = (): Rule<string> =>
  shaped(/^-?\d{1,20}(\.\d{1,20})?$/, 'write a decimal number as text, such as "0.25"');

/** A decimal that is not below zero, also taken as a JSON number. */
export const quantity = (): Rule<string | number> =>
  anyOf(
    [shaped(/^\d{1,20}(\.\d{1,20})?$/, "write digits"), between(0, Number.MAX_SAFE_INTEGER)],
    "write a number from 0, or one as text",
  );

/** Names and values that belong to the caller: at most 50, of 64 and 256 characters. */
export const tags = (): v.GenericSchema<Record<string, string>> => recordOf(text(64), text(256, 0), 50);

/** What every list takes: `cursor` and `limit`. */
export const pageParams = () => ({ cursor: v.optional(text(512)), limit: v.optional(whole(1, 1_000)) });
