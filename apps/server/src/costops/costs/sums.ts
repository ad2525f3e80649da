import type { CostSum } from "@platform/costops";
import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";

/** A sum while it is added up. Events whose price is unknown count in everything but `cost`. */
export interface Sum {
  cost: Decimal;
  count: number;
  unpriced: number;
  durationMs: number;
  /** Tasks that ended. */
  tasks: number;
  units: Map<string, Decimal>;
  /** Tokens of the events whose price is known. */
  pricedTokens: Decimal;
}

/** The sum of one group and currency. */
export interface Group extends Sum {
  readonly key: Readonly<Record<string, string | null>>;
  readonly currency: string;
}

export const isToken = (unit: string): boolean => unit.endsWith("_token");

export const noSum = (): Sum => ({
  ...{ cost: new Exact(0), count: 0, unpriced: 0, durationMs: 0, tasks: 0 },
  ...{ units: new Map(), pricedTokens: new Exact(0) },
});

/** Adds `more` into `sum`. */
export function addInto(sum: Sum, more: Sum): void {
  sum.cost = sum.cost.plus(more.cost);
  sum.pricedTokens = sum.pricedTokens.plus(more.pricedTokens);
  for (const field of ["count", "unpriced", "durationMs", "tasks"] as const) sum[field] += more[field];
  for (const [unit, amount] of more.units) sum.units.set(unit, amount.plus(sum.units.get(unit) ?? 0));
}

/** Groups joined by what `keyOf` makes of their key, each currency by itself, dearest first; equals by name. */
export function regroup(groups: readonly Group[], keyOf: (key: Group["key"]) => Group["key"]): Group[] {
  const joined = new Map<string, Group>();
  for (const group of groups) {
    const { currency } = group;
    const key = keyOf(group.key);
    const name = JSON.stringify([currency, ...Object.values(key)]);
    const sum = joined.get(name) ?? { key, currency, ...noSum() };
    addInto(sum, group);
    joined.set(name, sum);
  }
  const byName = [...joined].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return byName.toSorted((a, b) => b.cost.cmp(a.cost) || b.count - a.count);
}

export const tokensOf = ({ units }: Sum): Decimal =>
  Exact.sum(0, ...[...units].filter(([unit]) => isToken(unit)).map(([, amount]) => amount));

/** A sum as the contract shows it. */
export function toCostSum(currency: string, sum: Sum): CostSum {
  const { cost, count, unpriced, durationMs } = sum;
  // The database gives them in any order.
  const used = [...sum.units]
    .filter(([, amount]) => !amount.isZero())
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const units = Object.fromEntries(used.map(([unit, amount]) => [unit, amount.toFixed()]));
  return {
    currency,
    cost: cost.toFixed(),
    count,
    unpriced,
    durationMs,
    units,
    tokens: tokensOf(sum).toFixed(),
  };
}
