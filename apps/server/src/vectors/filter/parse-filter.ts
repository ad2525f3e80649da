import { EngineError } from "../../engine-error.ts";
import type { Filter } from "../engine.ts";
import { isObject, isOperator, parseOperand, parseScalar } from "./operators.ts";

/** How many `$and`, `$or` and `$not` may be nested in each other. */
export const maxFilterDepth = 8;
/** How many single conditions (`key` with one operator) one filter may hold. */
export const maxFilterConditions = 64;
/** How many values all `$in` and `$nin` lists of one filter may hold together. */
export const maxFilterValues = 10_000;

/** What is left to spend while one filter is read. */
interface Allowance {
  conditions: number;
  values: number;
}

/**
 * Checks a metadata filter that came from outside and returns it as a `Filter`.
 * Nothing of the input is kept by reference.
 * @throws {EngineError} `invalid_input`; `param` is the path of the fault, such as `filter.$or[0].year.$gte`.
 */
export function parseFilter(value: unknown): Filter {
  return parseLevel(value, "filter", 0, { conditions: maxFilterConditions, values: maxFilterValues });
}

function parseLevel(value: unknown, path: string, depth: number, left: Allowance): Filter {
  if (!isObject(value)) throw fault(path, "must be an object");
  if (depth > maxFilterDepth) throw fault(path, `is nested deeper than ${maxFilterDepth} levels`);
  // Object.fromEntries defines own properties, so a key named __proto__ stays an ordinary key.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, parseEntry(key, entry, `${path}.${key}`, depth, left)]),
  );
}

function parseEntry(
  key: string,
  value: unknown,
  path: string,
  depth: number,
  left: Allowance,
): Filter[string] {
  if (key === "$and" || key === "$or") return parseList(value, path, depth, left);
  if (key === "$not") return parseLevel(value, path, depth + 1, left);
  if (key.startsWith("$"))
    throw fault(path, "is not an operator here: use $and, $or, $not or a metadata key");
  if (isObject(value)) return parseCondition(value, path, left);
  spend(path, left);
  return parseScalar(value, path);
}

function parseList(value: unknown, path: string, depth: number, left: Allowance): readonly Filter[] {
  if (!Array.isArray(value) || value.length === 0) throw fault(path, "must be a non-empty array of filters");
  // Empty filters cost no condition, so the list itself is bounded too.
  if (value.length > maxFilterConditions) throw fault(path, `holds more than ${maxFilterConditions} filters`);
  return value.map((entry: unknown, at) => parseLevel(entry, `${path}[${at}]`, depth + 1, left));
}

function parseCondition(
  value: Readonly<Record<string, unknown>>,
  path: string,
  left: Allowance,
): Filter[string] {
  const entries = Object.entries(value);
  if (entries.length === 0) throw fault(path, "needs an operator, such as $eq");
  const parsed = entries.map(([operator, operand]) => {
    const at = `${path}.${operator}`;
    if (!isOperator(operator)) throw fault(at, "is not an operator");
    spend(at, left);
    const { value: checked, cost } = parseOperand(operator, operand, at);
    left.values -= cost;
    if (left.values < 0) throw fault(at, `brings the filter above ${maxFilterValues} list values`);
    return [operator, checked];
  });
  return Object.fromEntries(parsed);
}

function spend(path: string, left: Allowance): void {
  left.conditions -= 1;
  if (left.conditions < 0) throw fault(path, `brings the filter above ${maxFilterConditions} conditions`);
}

function fault(path: string, problem: string): EngineError {
  return new EngineError("invalid_input", `${path} ${problem}`, { param: path });
}
