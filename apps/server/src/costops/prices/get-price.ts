import type { GetPriceParams, Price } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { shippedById } from "./catalogue/shipped-prices.ts";
import { noSuchPrice } from "./no-such-price.ts";
import { readPrice } from "./read-prices.ts";
import { toPrice } from "./to-price.ts";

/** Reads one version, own or shipped. */
export async function getPrice({ db }: Context, { priceId }: GetPriceParams): Promise<Price> {
  const row = await readPrice(db, priceId);
  return row ? toPrice(row) : (shippedById(priceId) ?? noSuchPrice(priceId));
}
