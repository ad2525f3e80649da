import type { JsonSchema } from "./json-schema.ts";

/** What is said of fields, by dotted path, `[]` for the items of a list: `{ "messages[].role": "Who speaks." }`. */
export type FieldWords = Readonly<Record<string, string>>;

/** A schema with what is said of its fields as their `description`, wherever they are nested. */
export function withWords(schema: JsonSchema, fields: FieldWords, prefix = ""): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema;
  const inner = (part: unknown, path: string) => withWords(part as JsonSchema, fields, path);
  return {
    ...schema,
    ...(properties !== undefined && { properties: ofProperties(properties as object, fields, prefix) }),
    ...(isSchema(items) && { items: inner(items, `${prefix}[]`) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((part) => inner(part, prefix)) }),
    ...(Array.isArray(oneOf) && { oneOf: oneOf.map((part) => inner(part, prefix)) }),
  };
}

function ofProperties(properties: object, fields: FieldWords, prefix: string): Record<string, JsonSchema> {
  const described = Object.entries(properties).map(([name, schema]: [string, JsonSchema]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const description = fields[path];
    return [name, { ...withWords(schema, fields, path), ...(description && { description }) }];
  });
  return Object.fromEntries(described) as Record<string, JsonSchema>;
}

const isSchema = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
