import type { ListPricesParams, Price } from "@platform/costops";
import { and, eq } from "drizzle-orm";
import type { Context, PageResult } from "../http/operation.ts";
import { newestFirst } from "../store/newest-first.ts";
import { prices } from "../store/schema/index.ts";
import { defaultPrices } from "./default-prices.ts";
import { toPrice } from "./to-price.ts";

/** The project's own prices, newest first, then the ones that ship; those are few and come on the last page. */
export async function listPrices({ db }: Context, params: ListPricesParams): Promise<PageResult<Price>> {
  const { provider, model, unit } = params;
  const where = and(
    provider === undefined ? undefined : eq(prices.provider, provider),
    model === undefined ? undefined : eq(prices.model, model),
    unit === undefined ? undefined : eq(prices.unit, unit),
  );
  const own = await newestFirst(db, prices, params, where, toPrice);
  if (own.nextCursor !== null) return own;
  const shipped = defaultPrices.filter(
    (price) =>
      (provider ?? price.provider) === price.provider &&
      (model ?? price.model) === price.model &&
      (unit ?? price.unit) === price.unit,
  );
  return { data: [...own.data, ...shipped], nextCursor: null };
}
