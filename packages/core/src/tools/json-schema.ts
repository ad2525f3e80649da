import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { Schema } from "../action/schema.ts";
import { ConfigurationError } from "../errors/client-errors.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The dialect of OpenAPI 3.1 and MCP. */
const target = "draft-2020-12";

/** What a Standard Schema offers that can describe itself: zod 4.2 and arktype 2.1.28 and later do. */
interface SelfDescribing {
  readonly "~standard": {
    readonly jsonSchema?: Readonly<
      Record<"input" | "output", (options: { target: string }) => Record<string, unknown>>
    >;
  };
}

/**
 * A wire schema as JSON Schema 2020-12, without `$schema`. Made by the schema's own library where that can, and from
 * valibot's otherwise; what JSON Schema cannot say, such as a check in code, is left out and still checked.
 *
 * @param direction - `"input"`: what may be sent; `"output"`: what is answered.
 * @returns `undefined` where the schema's library offers no way.
 * @throws {ConfigurationError} when the schema's own library cannot put it into JSON Schema.
 * @example
 * jsonSchema(getNote.contract.params(), "input"); // { type: "object", properties: { noteId: { type: "string" } }, … }
 */
export function jsonSchema(schema: Schema<unknown>, direction: "input" | "output"): JsonSchema | undefined {
  const own = (schema as SelfDescribing)["~standard"].jsonSchema;
  const made = own ? ownWords(() => own[direction]({ target })) : fromValibot(schema, direction);
  if (!made) return undefined;
  const { $schema: _, "~standard": __, ...rest } = made as Record<string, unknown>;
  return rest;
}

function ownWords(make: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return make();
  } catch (cause) {
    throw new ConfigurationError("The schema has no form in JSON Schema; its library says why in `cause`.", {
      code: "no_json_schema",
      cause,
    });
  }
}

function fromValibot(schema: Schema<unknown>, direction: "input" | "output"): JsonSchema | undefined {
  if (schema["~standard"].vendor !== "valibot") return undefined;
  const made = toJsonSchema(schema as unknown as GenericSchema, {
    typeMode: direction,
    target,
    errorMode: "ignore",
    overrideSchema: ({ valibotSchema }) => factsOf(valibotSchema, direction),
    overrideAction: ({ valibotAction, jsonSchema: known }) => ({
      ...known,
      ...factsOf(valibotAction, direction),
    }),
  });
  return { ...made };
}

type Facts = JsonSchema & {
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema<unknown>[];
};

/** What a rule of `@platform/core/wire` says of itself beside its check. */
function factsOf(rule: object, direction: "input" | "output"): JsonSchema | undefined {
  const { jsonSchema: facts } = rule as { jsonSchema?: Facts };
  // A rule of words may have `null` among them.
  if (facts?.enum?.includes(null)) return { ...facts, type: ["string", "null"] };
  if (!facts?.anyOf) return facts;
  return { ...facts, anyOf: facts.anyOf.map((schema) => jsonSchema(schema, direction) ?? {}) };
}
