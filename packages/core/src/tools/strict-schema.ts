import { ConfigurationError } from "../errors/client-errors.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What OpenAI's strict mode understands besides the words handled below. */
const understood = new Set([
  ...["type", "title", "description", "enum", "const", "$ref", "pattern", "multipleOf"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"],
]);
const formats = new Set([
  ...["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
]);
const hopeless = ["allOf", "prefixItems", "not", "if", "patternProperties"];

/**
 * A schema as OpenAI's strict mode wants it: every field required, no others, what may be left out nullable.
 * Rules that the mode does not know are left out; they are still checked when the tool runs.
 *
 * @throws {ConfigurationError} for what has no such form: free names, values of any kind.
 */
export function strictSchema(tool: string, schema: JsonSchema, path = ""): JsonSchema {
  const inner = (part: unknown, step: string) => strictSchema(tool, part as JsonSchema, path + step);
  const refuse = (why: string) =>
    new ConfigurationError(
      `${tool}: \`${path}\` ${why}, which strict mode cannot say: leave \`strict\` out, or fix the parameter ` +
        "(`fixed: { name: undefined }` takes it away).",
      { code: "not_strict", param: path },
    );
  const { properties, required, items, anyOf, oneOf, format, $defs } = schema as Parts;
  if (hopeless.some((word) => word in schema)) throw refuse("is put together of several schemas");
  const type = schema["type"];
  const choice = anyOf ?? oneOf;
  if (type === undefined && !choice && !["enum", "const", "$ref"].some((word) => word in schema)) {
    throw refuse("takes any value");
  }
  const isA = (kind: string) => type === kind || (Array.isArray(type) && type.includes(kind));
  if (isA("object") && isFree(schema)) throw refuse("takes names of the caller's own");
  if (isA("array") && !items) throw refuse("takes items of any kind");
  const known = Object.entries(schema).filter(([word]) => understood.has(word));
  const fields = Object.entries(properties ?? {}).map(([name, own]) => {
    const field = inner(own, path ? `.${name}` : name);
    return [name, required?.includes(name) ? field : nullable(field)];
  });
  return {
    ...Object.fromEntries(known),
    ...(format && formats.has(format) && { format }),
    ...(items && { items: inner(items, "[]") }),
    ...(choice && { anyOf: choice.map((part) => inner(part, "")) }),
    ...($defs && { $defs: mapValues($defs, (part) => inner(part, "")) }),
    ...(isA("object") && {
      properties: Object.fromEntries(fields),
      required: fields.map(([name]) => name),
      additionalProperties: false,
    }),
  };
}

interface Parts {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** An object whose names are for the caller to choose. One that merely takes more than it names is not. */
function isFree({ properties, additionalProperties }: JsonSchema): boolean {
  const typed = Object.keys(Object(additionalProperties) as object).length > 0;
  return typed || (properties === undefined && additionalProperties !== false);
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: words, anyOf, description, ...rest } = schema as JsonSchema & { enum?: unknown[] };
  if (Array.isArray(anyOf)) {
    const has = (anyOf as JsonSchema[]).some((part) => part["type"] === "null");
    return has ? schema : { ...schema, anyOf: [...(anyOf as JsonSchema[]), { type: "null" }] };
  }
  if (type === undefined || "const" in schema) {
    const { description: _, ...bare } = schema;
    return { ...(description !== undefined && { description }), anyOf: [bare, { type: "null" }] };
  }
  const kinds = [type].flat();
  if (kinds.includes("null")) return schema;
  return {
    ...(description !== undefined && { description }),
    type: [...kinds, "null"],
    ...(words && { enum: [...words, null] }),
    ...rest,
  };
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
