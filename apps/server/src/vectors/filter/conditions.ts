import type { Filter, FilterOperators, Scalar } from "../engine.ts";
import { isObject } from "./operators.ts";

/** A filter as a tree with every implicit `$and`, `$eq` and negation spelled out. */
export type Condition =
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "exists"; readonly key: string }
  | { readonly kind: "in"; readonly key: string; readonly values: readonly Scalar[] }
  | { readonly kind: "range"; readonly key: string; readonly range: Range };

/** The numbers from one bound to the other. An open bound leaves its own number out. */
export interface Range {
  readonly from: number;
  readonly fromOpen: boolean;
  readonly to: number;
  readonly toOpen: boolean;
}

const everyNumber: Range = { from: -Infinity, fromOpen: false, to: Infinity, toOpen: false };

/** Spells a validated filter out, so that its meaning is written down once for matching and compiling. */
export function toCondition(filter: Filter): Condition {
  return { kind: "all", of: Object.entries(filter).map(([key, value]) => entry(key, value)) };
}

function entry(key: string, value: Filter[string]): Condition {
  if (Array.isArray(value)) {
    return { kind: key === "$or" ? "any" : "all", of: value.map(toCondition) };
  }
  if (!isObject(value)) return { kind: "in", key, values: [value as Scalar] };
  if (key === "$not") return { kind: "not", of: toCondition(value as Filter) };
  return { kind: "all", of: operators(key, value as FilterOperators) };
}

/** Negative operators are the negation of their positive twin, so a missing key passes them. */
function operators(key: string, found: FilterOperators): Condition[] {
  const conditions: Condition[] = [];
  const range = (part: Partial<Range>) =>
    conditions.push({ kind: "range", key, range: { ...everyNumber, ...part } });
  const within = (values: readonly Scalar[]): Condition => ({ kind: "in", key, values });
  const exists: Condition = { kind: "exists", key };

  if (found.$eq !== undefined) conditions.push(within([found.$eq]));
  if (found.$ne !== undefined) conditions.push({ kind: "not", of: within([found.$ne]) });
  if (found.$in !== undefined) conditions.push(within(found.$in));
  if (found.$nin !== undefined) conditions.push({ kind: "not", of: within(found.$nin) });
  if (found.$gt !== undefined) range({ from: found.$gt, fromOpen: true });
  if (found.$gte !== undefined) range({ from: found.$gte });
  if (found.$lt !== undefined) range({ to: found.$lt, toOpen: true });
  if (found.$lte !== undefined) range({ to: found.$lte });
  if (found.$exists !== undefined) conditions.push(found.$exists ? exists : { kind: "not", of: exists });
  return conditions;
}
