import type { CreatePriceParams, Price } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { currencyOf } from "./check-relative.ts";
import { insertPrice } from "./insert-price.ts";
import { newPrice } from "./new-price.ts";

/** Adds a price to the project's book. */
export async function createPrice({ db }: Context, params: CreatePriceParams): Promise<Price> {
  const row = newPrice(params);
  return insertPrice(db, { ...row, currency: await currencyOf(db, row, params.currency) });
}
