import { Exact } from "../http/meter/decimals.ts";
import type { Tenant } from "../store/tenant-types.ts";
import { findPrices } from "./find-prices.ts";

/** What was used, of whom, and when. */
export interface Used {
  readonly provider: string;
  readonly model: string;
  /** Exact decimals by unit. */
  readonly units: Readonly<Record<string, string>>;
  readonly at: Date;
}

/**
 * What units cost: each unit's amount is rounded to 10 places, half to even, and then they are added. One
 * unit without a price, or prices in two currencies, make the whole unknown: a part would look like a total.
 */
export async function priceUnits(db: Tenant, { provider, model, units, at }: Used) {
  const used = Object.entries(units).filter(([, amount]) => !new Exact(amount).isZero());
  const found = await findPrices(db, { provider, model, at, units: used.map(([unit]) => unit) });
  const currencies = new Set([...found.values()].map(({ currency }) => currency));
  const currency = [...currencies][0] ?? "USD";
  const priceIds = [...found.values()].map(({ id }) => id);
  if (found.size < used.length || currencies.size > 1) return { cost: null, currency, priceIds };
  const parts = used.map(([unit, amount]) => {
    const price = found.get(unit);
    return price ? new Exact(amount).times(price.amount).div(price.per).toDecimalPlaces(10) : new Exact(0);
  });
  return { cost: Exact.sum(0, ...parts).toFixed(), currency, priceIds };
}
