import type { JsonSchema } from "./json-schema.ts";

/** What the docstrings say of one operation; fields by dotted path, `[]` for the items of a list. */
export interface Words {
  readonly summary: string;
  readonly params: Readonly<Record<string, string>>;
  readonly result: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, string>>;

/** A schema with what is said of its fields, wherever they are nested. */
export function withWords(schema: JsonSchema, fields: Fields, prefix = ""): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
  const inner = (part: unknown, path: string) => withWords(part as JsonSchema, fields, path);
  return {
    ...schema,
    ...(properties !== undefined && { properties: ofProperties(properties as object, fields, prefix) }),
    ...(isSchema(items) && { items: inner(items, `${prefix}[]`) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((part) => inner(part, prefix)) }),
    ...(Array.isArray(oneOf) && { oneOf: oneOf.map((part) => inner(part, prefix)) }),
  };
}

function ofProperties(properties: object, fields: Fields, prefix: string): Record<string, JsonSchema> {
  const described = Object.entries(properties).map(([name, schema]: [string, JsonSchema]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const description = fields[path];
    return [name, { ...(description && { description }), ...withWords(schema, fields, path) }];
  });
  return Object.fromEntries(described) as Record<string, JsonSchema>;
}

const isSchema = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
