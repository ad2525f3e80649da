import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { Schema } from "../contract.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A wire schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Schemas of other libraries are left open. */
export function jsonSchema(schema: Schema<unknown>, direction: "input" | "output"): JsonSchema {
  if (schema["~standard"].vendor !== "valibot") return {};
  const { $schema: _, ...rest } = toJsonSchema(schema as unknown as GenericSchema, {
    typeMode: direction,
    target: "draft-2020-12",
    // What JSON Schema cannot say (a check in code) is still checked by the server.
    errorMode: "ignore",
    overrideSchema: ({ valibotSchema }) => factsOf(valibotSchema, direction),
    overrideAction: ({ valibotAction, jsonSchema: known }) => ({
      ...known,
      ...factsOf(valibotAction, direction),
    }),
  });
  return rest;
}

/** What a rule of `@platform/core/wire` says of itself beside its check. */
function factsOf(rule: object, direction: "input" | "output"): JsonSchema | undefined {
  const { jsonSchema: facts } = rule as { jsonSchema?: JsonSchema & { anyOf?: Schema<unknown>[] } };
  if (!facts?.anyOf) return facts;
  return { ...facts, anyOf: facts.anyOf.map((schema) => jsonSchema(schema, direction)) };
}

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
