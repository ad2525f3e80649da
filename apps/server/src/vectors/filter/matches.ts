import type { Filter, Metadata } from "../engine.ts";
import { toCondition, type Condition, type Range } from "./conditions.ts";

/**
 * Whether metadata passes a validated filter: the reference for what every engine must return.
 * An array of strings matches when any element does; a missing key fails every positive operator and
 * passes `$ne`, `$nin`, `$not` and `$exists: false`; values of different types are never equal.
 */
export function matches(filter: Filter, metadata: Metadata): boolean {
  return holds(toCondition(filter), metadata);
}

function holds(condition: Condition, metadata: Metadata): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((part) => holds(part, metadata));
    case "any":
      return condition.of.some((part) => holds(part, metadata));
    case "not":
      return !holds(condition.of, metadata);
    case "exists":
      return Object.hasOwn(metadata, condition.key);
    case "in": {
      const found = valuesOf(metadata, condition.key);
      return condition.values.some((wanted) => found.includes(wanted));
    }
    case "range":
      return valuesOf(metadata, condition.key).some((found) => inRange(found, condition.range));
  }
}

function valuesOf(metadata: Metadata, key: string): readonly unknown[] {
  // An inherited name such as "constructor" is not metadata.
  if (!Object.hasOwn(metadata, key)) return [];
  const value = metadata[key];
  return Array.isArray(value) ? value : [value];
}

function inRange(value: unknown, { from, fromOpen, to, toOpen }: Range): boolean {
  if (typeof value !== "number") return false;
  return (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}
