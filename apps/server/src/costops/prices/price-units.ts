import type { ResolvedPrice } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { costOfUnit } from "./cost-of-unit.ts";
import { findPrices } from "./find-prices.ts";
import { mostOfUnit } from "./most-of-unit.ts";
import type { Units } from "./units.ts";

/** What was used, of whom, and when. */
export interface Used {
  readonly provider: string;
  readonly model: string;
  /** Exact decimals by unit. */
  readonly units: Units;
  readonly at: Date;
}

/** What units cost and by which prices. */
export interface Priced {
  /** Null when it is not known. */
  readonly cost: string | null;
  readonly currency: string;
  readonly priceIds: string[];
}

/** What units cost with the prices in force at that moment. */
export async function priceUnits(db: Tenant, used: Used): Promise<Priced> {
  return costOfUnits(used.units, await findPrices(db, used));
}

/** The most that an event of up to so many units costs then: what is to be set aside for it. */
export async function mostOfUnits(db: Tenant, used: Used): Promise<Priced> {
  return costOfUnits(used.units, await findPrices(db, used), mostOfUnit);
}

/**
 * Each unit's cost is rounded to 10 places, half to even, and then they are added. One unit without a price, or
 * prices in two currencies, make the whole unknown: a part would look like a total.
 */
export function costOfUnits(
  units: Units,
  known: ReadonlyMap<string, ResolvedPrice>,
  costOf: typeof costOfUnit = costOfUnit,
): Priced {
  const used = Object.keys(units).filter((unit) => !new Exact(units[unit] ?? 0).isZero());
  const found = used.map((unit) => known.get(unit)).filter((one) => one !== undefined);
  const currencies = new Set(found.map(({ price }) => price.currency));
  const currency = [...currencies][0] ?? "USD";
  const priceIds = [...new Set(found.flatMap(({ price, base }) => [price.id, ...(base ? [base.id] : [])]))];
  const parts = found.map(({ price }) => costOf(units, price, known));
  if (found.length < used.length || currencies.size > 1 || parts.includes(undefined))
    return { cost: null, currency, priceIds };
  const cost = Exact.sum(0, ...parts.filter((part) => part !== undefined)).toFixed();
  return { cost, currency, priceIds };
}
