import fc from "fast-check";
import type { JsonSchema } from "@platform/core/tools";
import { edgesOf, hostileNames, hostileValues } from "./hostile-values.ts";
import type { Known } from "./valid-value.ts";

export type Params = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Parameters with one or two faults: a value replaced, a field taken away, or one added. */
export function faultyParams(schema: JsonSchema, valid: Params): fc.Arbitrary<Params> {
  const places = placesOf(valid);
  if (places.length === 0) return extraField([[]], valid);
  const replaced = fc.constantFrom(...places).chain((path) => {
    const values = [...hostileValues, ...edgesOf(schemaAt(schema, path))];
    return fc.constantFrom(...values).map((value) => change(valid, path, () => value));
  });
  const removed = fc.constantFrom(...places).map((path) => change(valid, path, () => undefined));
  const added = extraField([[], ...places.filter((path) => isObject(at(valid, path)))], valid);
  return fc.oneof(
    { arbitrary: replaced, weight: 8 },
    { arbitrary: removed, weight: 1 },
    { arbitrary: added, weight: 2 },
  );
}

function extraField(objects: readonly Path[], valid: Params): fc.Arbitrary<Params> {
  return fc
    .tuple(fc.constantFrom(...objects), fc.constantFrom(...hostileNames), fc.constantFrom(...hostileValues))
    .map(([path, name, value]) => change(valid, [...path, name], () => value));
}

/** Every place in a value, outermost first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (!isObject(value) && !Array.isArray(value)) return path.length === 0 ? [] : [path];
  const inner = Object.entries(value).flatMap(([key, own]) =>
    placesOf(own, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function schemaAt(schema: JsonSchema | undefined, [key, ...rest]: Path): JsonSchema | undefined {
  if (key === undefined || schema === undefined) return schema;
  const { properties, additionalProperties, items, anyOf } = schema as Known;
  const free = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const inner = typeof key === "number" ? items : (properties?.[key] ?? free);
  return schemaAt(inner ?? anyOf?.[0], rest);
}

/** A copy with one place changed; `undefined` takes the place away. */
function change(value: Params, [key = "", ...rest]: Path, to: () => unknown): Params {
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Params;
  const inner = rest.length === 0 ? to() : change(copy[key] as Params, rest, to);
  if (inner === undefined) delete copy[key];
  // Defined, not assigned: the name may be `__proto__`.
  else
    Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Params)[key], value);
const isObject = (value: unknown): value is Params =>
  typeof value === "object" && value !== null && !Array.isArray(value);
