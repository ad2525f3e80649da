import { EngineError } from "../../engine-error.ts";
import type { FilterOperators, Scalar } from "../engine.ts";

export type Operator = keyof FilterOperators;

const kinds = {
  $eq: "scalar",
  $ne: "scalar",
  $in: "list",
  $nin: "list",
  $gt: "number",
  $gte: "number",
  $lt: "number",
  $lte: "number",
  $exists: "boolean",
} as const satisfies Record<Operator, string>;

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(kinds, name);
}

/** Whether a value is a plain JSON object: no array, no null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks what stands behind one operator. `cost` is how many list values it brings.
 * @throws {EngineError} `invalid_input`, naming `path`.
 */
export function parseOperand(
  operator: Operator,
  value: unknown,
  path: string,
): { value: Scalar | readonly Scalar[]; cost: number } {
  const kind = kinds[operator];
  if (kind === "list") {
    if (!Array.isArray(value)) throw fault(path, "must be an array of strings, numbers or booleans");
    return {
      value: value.map((entry: unknown, at) => parseScalar(entry, `${path}[${at}]`)),
      cost: value.length,
    };
  }
  const checked = parseScalar(value, path);
  if (kind !== "scalar" && typeof checked !== kind) throw fault(path, `must be a ${kind}`);
  return { value: checked, cost: 0 };
}

/** Checks a single value. @throws {EngineError} `invalid_input`, naming `path`. */
export function parseScalar(value: unknown, path: string): Scalar {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw fault(path, "must be a string, a finite number or a boolean");
}

function fault(path: string, problem: string): EngineError {
  return new EngineError("invalid_input", `${path} ${problem}`, { param: path });
}
