import type { Price, ResolvedPrice } from "@platform/costops";
import type { Decimal } from "decimal.js";
import { costOfTiers } from "./cost-of-tiers.ts";
import { type Units, Wide } from "./units.ts";

/**
 * What an event's amount of one unit costs, rounded to 10 places, half to even. Undefined when a price that
 * it is relative to is missing, in another currency, or relative to itself.
 */
export function costOfUnit(
  units: Units,
  price: Price,
  known: ReadonlyMap<string, Pick<ResolvedPrice, "price">>,
): Decimal | undefined {
  const used = new Wide(units[price.unit] ?? 0);
  if (used.isZero()) return new Wide(0);
  const rate = rateOf(price, known);
  if (rate === undefined) return undefined;
  const billed = Wide.max(0, used.minus(price.included));
  const cost = costAt(rate.price, billed, units, price.relativeTo === null).times(rate.factor);
  return Wide.max(cost, price.minimum).toDecimalPlaces(10);
}

function costAt(price: Price, billed: Decimal, units: Units, withFlat: boolean): Decimal {
  if (price.amount !== null) return billed.times(price.amount).div(price.per);
  return costOfTiers(price, billed, units, withFlat);
}

/** The price whose amount or tiers count, and what part of it: itself, or the end of a chain of relative ones. */
export function rateOf(
  price: Price,
  known: ReadonlyMap<string, Pick<ResolvedPrice, "price">>,
): { price: Price; factor: Decimal } | undefined {
  let factor: Decimal = new Wide(1);
  let at = price;
  const seen = new Set<string>();
  while (at.relativeTo !== null) {
    if (seen.has(at.unit)) return undefined;
    seen.add(at.unit);
    factor = factor.times(at.relativeTo.factor);
    const next = known.get(at.relativeTo.unit)?.price;
    if (next === undefined || next.currency !== price.currency) return undefined;
    at = next;
  }
  return { price: at, factor };
}
