import type { Price } from "@platform/costops";
import { inArray } from "drizzle-orm";
import { prices } from "../../../store/schema/index.ts";
import type { Tenant } from "../../../store/tenant-types.ts";
import { shippedPrices } from "../../prices/catalogue/shipped-prices.ts";
import { readPrices } from "../../prices/read-prices.ts";
import { toPrice } from "../../prices/to-price.ts";
import type { UsageRow } from "../usage-pages.ts";
import { type Charge, splitEvent } from "./split-event.ts";

const shipped = new Map(shippedPrices.map((price) => [price.id, price]));

/** The charges of each page of events, with the prices they were priced by. */
export async function* focusPages(
  db: Tenant,
  pages: AsyncIterable<readonly UsageRow[]>,
): AsyncIterable<Charge[]> {
  for await (const page of pages) {
    const known = await pricesOf(db, new Set(page.flatMap(({ priceIds }) => priceIds)));
    yield page.flatMap((event) => splitEvent(event, known));
  }
}

async function pricesOf(db: Tenant, ids: ReadonlySet<string>): Promise<Map<string, Price>> {
  const found = new Map<string, Price>();
  const own: string[] = [];
  for (const id of ids) {
    const price = shipped.get(id);
    if (price) found.set(id, price);
    else own.push(id);
  }
  if (own.length > 0) {
    for (const row of await readPrices(db, { where: inArray(prices.id, own) }))
      found.set(row.id, toPrice(row));
  }
  return found;
}
