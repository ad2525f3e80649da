import type { Price } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import { prices } from "../../store/schema/index.ts";
import type { NewRow, Tenant } from "../../store/tenant-types.ts";
import { readPrice } from "./read-prices.ts";
import { toPrice } from "./to-price.ts";

/** Writes a price, unless one begins at the same moment. */
export async function insertPrice(db: Tenant, row: NewRow<typeof prices>): Promise<Price> {
  const [made] = await db.insert(prices, row, { onConflict: "ignore" });
  const read = made && (await readPrice(db, made.id));
  return read ? toPrice(read) : existsAlready(row);
}

/** Ends the request: two versions cannot begin at once. */
export const existsAlready = ({ provider, model, unit, effectiveFrom }: NewRow<typeof prices>): never =>
  fail(
    409,
    "price_exists",
    `There is a price of ${provider} ${model} per ${unit} from ${effectiveFrom.toISOString()} on. Let the new one begin at another moment.`,
    { param: "effectiveFrom" },
  );
