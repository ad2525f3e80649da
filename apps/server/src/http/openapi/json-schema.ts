import { type JsonSchema, jsonSchema as toJsonSchema } from "@platform/core/tools";
import type { Schema } from "../contract.ts";

/** A wire schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. One that cannot be put so is left open. */
export const jsonSchema = (schema: Schema<unknown>, direction: "input" | "output"): JsonSchema =>
  toJsonSchema(schema, direction) ?? {};

export interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly rest: JsonSchema;
}

/** An object schema taken apart; a choice of objects gives the fields of all, none of them required. */
export function asObject(schema: JsonSchema): ObjectSchema {
  const { properties = {}, required = [], ...rest } = schema;
  return {
    properties: properties as Record<string, JsonSchema>,
    required: required as string[],
    rest,
  };
}
