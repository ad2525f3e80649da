import { and, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { prices } from "../../store/schema/index.ts";
import type { SelectOptions, Tenant } from "../../store/tenant-types.ts";
import type { PriceRow } from "./to-price.ts";

/** Later versions of the same price. Its columns are written out: bare ones would mean the inner table's. */
const later = sql.raw(`from "prices" as "later"
  where "later"."project_id" = "prices"."project_id" and "later"."provider" = "prices"."provider"
  and "later"."model" = "prices"."model" and "later"."unit" = "prices"."unit"
  and "later"."effective_from" > "prices"."effective_from"`);

const endsAt = sql<Date | null>`least("prices"."effective_to", (select min("later"."effective_from") ${later}))`;

/** Own prices, each with its end. */
export const readPrices = (db: Tenant, options: SelectOptions): Promise<PriceRow[]> =>
  db.pick(
    prices,
    { ...getTableColumns(prices), endsAt: endsAt.mapWith(prices.effectiveFrom) },
    options,
  ) as Promise<PriceRow[]>;

/** One own price. */
export async function readPrice(db: Tenant, id: string): Promise<PriceRow | undefined> {
  const [row] = await readPrices(db, { where: eq(prices.id, id) });
  return row;
}

/** Holds at a moment: begun, not ended, and no later version has begun. */
export function heldAt(at: Date): SQL {
  const moment = sql`${at.toISOString()}::timestamptz`;
  const begun = sql`"prices"."effective_from" <= ${moment}`;
  const open = sql`("prices"."effective_to" is null or "prices"."effective_to" > ${moment})`;
  const newest = sql`not exists (select 1 ${later} and "later"."effective_from" <= ${moment})`;
  return sql`${and(begun, open, newest)}`;
}
