import type { prices } from "../../store/schema/index.ts";
import type { NewRow, Tenant } from "../../store/tenant-types.ts";
import { contradiction } from "./check-terms.ts";
import { findPrices } from "./find-prices.ts";

/**
 * The currency of a price. One that is relative has that of the price it is relative to, and must not come back to
 * itself. Where that price is not in the book yet, events stay without a cost until it is.
 */
export async function currencyOf(
  db: Tenant,
  row: Omit<NewRow<typeof prices>, "currency" | "id">,
  said: string | undefined,
): Promise<string> {
  if (row.relativeUnit == null) return said ?? "USD";
  const { provider, model, effectiveFrom: at } = row;
  const known = await findPrices(db, { provider, model, at });
  const base = known.get(row.relativeUnit)?.price;
  const seen = new Set<string>();
  for (let price = base; price?.relativeTo; price = known.get(price.relativeTo.unit)?.price) {
    if (price.relativeTo.unit === row.unit)
      contradiction("relativeTo.unit", `that price is itself relative to ${row.unit}; name another unit`);
    if (seen.has(price.unit)) break;
    seen.add(price.unit);
  }
  if (base !== undefined && said !== undefined && said !== base.currency)
    contradiction("currency", `the price it is relative to is in ${base.currency}`);
  return base?.currency ?? said ?? "USD";
}
