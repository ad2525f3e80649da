import { EngineError } from "../../../engine-error.ts";
import type { GrammarSchema } from "./messages.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Says nothing about the answer's shape. */
const ANNOTATIONS = [
  "title",
  "description",
  "default",
  "examples",
  "$schema",
  "$id",
  "$comment",
  "deprecated",
];
/** What the grammar enforces, by the kind of schema. Anything else would be ignored in silence, so it is refused. */
const ENFORCED = {
  reference: ["$ref", "$defs"],
  choice: ["oneOf", "anyOf", "$defs"],
  literal: ["const", "enum", "type"],
  object: [
    "type",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "$defs",
  ],
  array: ["type", "items", "prefixItems", "minItems", "maxItems", "$defs"],
  string: ["type", "minLength", "maxLength", "format"],
  plain: ["type"],
} as const;
const PLAIN_TYPES = new Set<unknown>(["string", "number", "integer", "boolean", "null"]);
const FORMATS = new Set<unknown>(["date-time", "time", "date"]);

/**
 * The schema in the form the grammar enforces in full. All declared properties are always written, and a bare
 * `object` may hold anything.
 * @throws {EngineError} `invalid_input` naming the first keyword that cannot be enforced.
 */
export function toGrammarSchema(schema: Schema): GrammarSchema {
  const definitions = new Set(Object.keys(record(schema["$defs"] ?? {}, "$defs")));
  // The translation below yields only the shapes that the library's type lists.
  return translate(schema, "jsonSchema", definitions) as GrammarSchema;
}

function translate(value: unknown, path: string, definitions: ReadonlySet<string>): Schema {
  const schema = record(value, path);
  const kind = kindOf(schema, path);
  const allowed: readonly string[] = [...ENFORCED[kind], ...ANNOTATIONS];
  const foreign = Object.keys(schema).find((key) => !allowed.includes(key));
  if (foreign !== undefined) throw refused(`${path}.${foreign}`, "is not supported by this model's grammar");
  const inner = (child: unknown, step: string): Schema => translate(child, `${path}.${step}`, definitions);
  const each = (key: string): Record<string, Schema> =>
    Object.fromEntries(
      Object.entries(record(schema[key] ?? {}, `${path}.${key}`)).map(([name, child]) => [
        name,
        inner(child, `${key}.${name}`),
      ]),
    );
  const list = (key: string): Schema[] =>
    array(schema[key], `${path}.${key}`).map((child, index) => inner(child, `${key}.${index}`));
  const shared = schema["$defs"] === undefined ? {} : { $defs: each("$defs") };

  if (kind === "reference") {
    const name = String(schema["$ref"]).replace(/^#\/\$defs\//u, "");
    if (!definitions.has(name)) throw refused(`${path}.$ref`, "must name an entry of the schema's own $defs");
    return { ...shared, $ref: schema["$ref"] };
  }
  // A grammar cannot tell "exactly one" from "at least one": an answer of one branch satisfies both.
  if (kind === "choice") return { ...shared, oneOf: list("anyOf" in schema ? "anyOf" : "oneOf") };
  if (kind === "literal")
    return "const" in schema ? { const: schema["const"] } : { enum: literals(schema["enum"], path) };
  if (kind === "object")
    return { ...pick(schema, ENFORCED.object), ...shared, ...objectParts(schema, each, inner, path) };
  if (kind === "array") {
    const prefix = schema["prefixItems"] === undefined ? {} : { prefixItems: list("prefixItems") };
    const items = schema["items"] === undefined ? {} : { items: inner(schema["items"], "items") };
    return { ...pick(schema, ["type", "minItems", "maxItems"]), ...shared, ...prefix, ...items };
  }
  if (kind === "string" && schema["format"] !== undefined && !FORMATS.has(schema["format"])) {
    throw refused(`${path}.format`, "may be date, time or date-time");
  }
  return pick(schema, ENFORCED.string);
}

function objectParts(
  schema: Schema,
  each: (key: string) => Record<string, Schema>,
  inner: (child: unknown, step: string) => Schema,
  path: string,
): Schema {
  const properties = each("properties");
  const extra = schema["additionalProperties"];
  const missing = array(schema["required"] ?? [], `${path}.required`).find(
    (name) => !Object.hasOwn(properties, String(name)),
  );
  if (missing !== undefined)
    throw refused(`${path}.required`, `names "${String(missing)}", which properties does not describe`);
  if (typeof extra === "object")
    return { properties, additionalProperties: inner(extra, "additionalProperties") };
  const bare = Object.keys(properties).length === 0 && extra === undefined;
  return { properties, additionalProperties: bare || extra === true };
}

function kindOf(schema: Schema, path: string): keyof typeof ENFORCED {
  if ("$ref" in schema) return "reference";
  if ("oneOf" in schema || "anyOf" in schema) return "choice";
  if ("const" in schema || "enum" in schema) return "literal";
  const type = schema["type"];
  if (type === "object" || type === "array" || type === "string") return type;
  if (
    Array.isArray(type) ? type.length > 0 && type.every((one) => PLAIN_TYPES.has(one)) : PLAIN_TYPES.has(type)
  )
    return "plain";
  throw refused(`${path}.type`, "must be a JSON type; several are allowed only without object and array");
}

function literals(value: unknown, path: string): unknown[] {
  const items = array(value, `${path}.enum`);
  if (items.length === 0 || items.some((item) => typeof item === "object" && item !== null)) {
    throw refused(`${path}.enum`, "must list at least one string, number, boolean or null");
  }
  return [...items];
}

function pick(schema: Schema, keys: readonly string[]): Schema {
  return Object.fromEntries(keys.filter((key) => key in schema).map((key) => [key, schema[key]]));
}

function record(value: unknown, path: string): Schema {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refused(path, "must be an object");
  // Checked just above: a non-null, non-array object.
  return value as Schema;
}

function array(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refused(path, "must be a list");
  return value;
}

function refused(path: string, why: string): EngineError {
  return new EngineError("invalid_input", `${path} ${why}.`, { param: "jsonSchema" });
}
