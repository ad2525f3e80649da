import type { Tenant } from "../../store/tenant-types.ts";
import { bookOf } from "./find-prices.ts";
import { costOfUnits, type Priced, type Used } from "./price-units.ts";
import { resolve } from "./resolve.ts";

/** What many events cost, each by the prices of its own moment; the book is read once for all. */
export async function priceMany(db: Tenant, many: readonly Used[]): Promise<Priced[]> {
  const book = await bookOf(db, many);
  return many.map((used) => costOfUnits(used.units, resolve(book, used)));
}
