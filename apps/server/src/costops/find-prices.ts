import type { Price } from "@platform/costops";
import { and, desc, eq, inArray, lte } from "drizzle-orm";
import { prices } from "../store/schema/index.ts";
import type { Tenant } from "../store/tenant-types.ts";
import { defaultPrices } from "./default-prices.ts";
import { toPrice } from "./to-price.ts";

/**
 * The price in force for each unit at a moment. The project's own go before the ones that ship, the model's
 * own before `*`, and of several the one that began last.
 */
export async function findPrices(
  db: Tenant,
  { provider, model, units, at }: { provider: string; model: string; units: readonly string[]; at: Date },
): Promise<Map<string, Price>> {
  const own = await db.select(prices, {
    where: and(
      eq(prices.provider, provider),
      inArray(prices.model, [model, "*"]),
      inArray(prices.unit, [...units]),
      lte(prices.effectiveFrom, at),
    ),
    orderBy: [desc(prices.effectiveFrom), desc(prices.id)],
  });
  const shipped = defaultPrices.filter(
    (price) => price.provider === provider && new Date(price.effectiveFrom) <= at,
  );
  const known = [...own.map(toPrice), ...shipped];
  const found = new Map<string, Price>();
  // The ones that rank first are set last.
  for (const source of ["default", "custom"]) {
    for (const name of ["*", model]) {
      for (const price of known.toReversed()) {
        if (price.source === source && price.model === name && units.includes(price.unit))
          found.set(price.unit, price);
      }
    }
  }
  return found;
}
