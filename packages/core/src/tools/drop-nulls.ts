import type { JsonSchema } from "./json-schema.ts";

/**
 * Takes away each `null` in the place of a field that may be left out and may not be null: what models give for
 * "nothing", and must give in OpenAI's strict mode.
 */
export function dropNulls(value: unknown, schema: JsonSchema, root: JsonSchema = schema): unknown {
  if (typeof value !== "object" || value === null) return value;
  const shapes = choices(schema, root);
  if (Array.isArray(value)) {
    const items = shapes.map((shape) => shape["items"]).find(isSchema);
    return items ? value.map((item) => dropNulls(item, items, root)) : value;
  }
  const kept = Object.entries(value).flatMap(([name, own]): [string, unknown][] => {
    const takers = shapes.filter((shape) => Object.hasOwn(fieldsOf(shape), name));
    const [field] = takers.map((shape) => fieldsOf(shape)[name] as JsonSchema);
    if (!field) return [[name, own]];
    const spare = own === null && !takers.some((shape) => needs(shape, name) || takesNull(shape, name, root));
    return spare ? [] : [[name, dropNulls(own, field, root)]];
  });
  return Object.fromEntries(kept);
}

/** The schemas that a value may be of, references followed. */
function choices(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  const { anyOf, oneOf, $ref } = schema as { anyOf?: JsonSchema[]; oneOf?: JsonSchema[]; $ref?: string };
  // A schema that is made of nothing but itself ends here.
  if (depth > 8) return [];
  const parts = [...(anyOf ?? []), ...(oneOf ?? []), ...($ref ? [target($ref, root)] : [])];
  return [schema, ...parts.filter(isSchema).flatMap((part) => choices(part, root, depth + 1))];
}

/** What `#/$defs/node` points to. */
const target = ($ref: string, root: JsonSchema): unknown =>
  $ref
    .split("/")
    .slice(1)
    .reduce<unknown>((at, step) => (Object(at) as Record<string, unknown>)[step], root);

const fieldsOf = (shape: JsonSchema) => Object(shape["properties"]) as Record<string, JsonSchema>;
const needs = (shape: JsonSchema, name: string) =>
  Array.isArray(shape["required"]) && shape["required"].includes(name);

function takesNull(shape: JsonSchema, name: string, root: JsonSchema): boolean {
  return choices(fieldsOf(shape)[name] as JsonSchema, root).some((part) => {
    const { type, enum: words, const: only, ...rest } = part as JsonSchema & { enum?: unknown[] };
    if (type !== undefined) return [type].flat().includes("null");
    if (words) return words.includes(null);
    // A schema that says nothing takes everything.
    return only === null || !["const", "anyOf", "oneOf", "$ref"].some((word) => word in rest || word in part);
  });
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
