import type { JsonSchema } from "@platform/core/tools";

/** A value that fits the schema, every optional field included. */
export function validValue(schema: JsonSchema): unknown {
  const given = schema as Known;
  if (given.const !== undefined) return given.const;
  if (given.enum) return given.enum[0];
  const [choice] = given.anyOf ?? given.oneOf ?? [];
  if (choice) return validValue(choice);
  if (given.allOf) return Object.assign({}, ...given.allOf.map(validValue));
  if (given.type === "object" || given.properties) return validObject(given);
  if (given.type === "array") {
    const items = given.prefixItems ?? Array.from({ length: given.minItems ?? 1 }, () => given.items ?? {});
    return items.map(validValue);
  }
  if (given.type === "integer" || given.type === "number") return given.minimum ?? 1;
  if (given.type === "boolean") return true;
  if (given.type === "null") return null;
  return validText(given);
}

function validObject({ properties = {}, minProperties = 0, additionalProperties }: Known): object {
  const named = Object.fromEntries(Object.entries(properties).map(([name, own]) => [name, validValue(own)]));
  const free = typeof additionalProperties === "object" && (minProperties > 0 || !Object.keys(named).length);
  return free ? { ...named, aa: validValue(additionalProperties) } : named;
}

function validText({ format, pattern, minLength = 1 }: Known): string {
  if (format === "date-time") return "2026-01-02T03:04:05.000Z";
  if (pattern?.includes("\\d")) return "1";
  return "a".repeat(Math.max(1, minLength));
}

/** As much of JSON Schema as our wire schemas use. */
export interface Known {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
}
