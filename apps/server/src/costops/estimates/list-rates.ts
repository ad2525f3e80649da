import type { Price, Rates } from "@platform/costops";
import { and, eq, lte } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { prices } from "../../store/schema/index.ts";
import { platformPrices } from "../prices/catalogue/platform.ts";
import { findPrices } from "../prices/find-prices.ts";

/** The prices in force for the platform's own work, one a model and unit. */
export async function listRates({ db }: Context): Promise<Rates> {
  const at = new Date();
  const provider = "platform";
  const own = await db.pick(
    prices,
    { model: prices.model },
    { where: and(eq(prices.provider, provider), lte(prices.effectiveFrom, at)) },
  );
  const known = [...own, ...platformPrices];
  const rates = new Map<string, Price>();
  for (const model of new Set(known.map((one) => one.model))) {
    const found = await findPrices(db, { provider, model, at });
    for (const { price } of found.values()) rates.set(price.id, price);
  }
  const sorted = [...rates.values()].toSorted(
    (a, b) => a.unit.localeCompare(b.unit) || a.model.localeCompare(b.model),
  );
  return { at: at.toISOString(), rates: sorted };
}
