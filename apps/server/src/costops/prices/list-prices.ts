import type { ListPricesParams, Price } from "@platform/costops";
import { and, desc, eq, lt } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { prices } from "../../store/schema/index.ts";
import { shippedPrices } from "./catalogue/shipped-prices.ts";
import { heldAt, readPrices } from "./read-prices.ts";
import { toPrice } from "./to-price.ts";

/** The project's own prices, newest first, then the ones that ship, in the order of their catalogue. */
export async function listPrices({ db }: Context, params: ListPricesParams): Promise<PageResult<Price>> {
  const { cursor, limit = 100 } = params;
  const own = cursor !== undefined && shipped.test(cursor) ? [] : await ownPrices(db, params, limit + 1);
  if (own.length > limit) {
    const page = own.slice(0, limit);
    return { data: page, nextCursor: page.at(-1)?.id ?? null };
  }
  const start = Number(shipped.exec(cursor ?? "")?.[1] ?? 0);
  const rest = shippedPrices.filter((price) => fits(price, params)).slice(start);
  const taken = rest.slice(0, limit - own.length);
  const nextCursor = taken.length < rest.length ? `shipped:${start + taken.length}` : null;
  return { data: [...own, ...taken], nextCursor };
}

/** A cursor among the shipped prices: how many were given. */
const shipped = /^shipped:(\d{1,9})$/;

async function ownPrices(db: Context["db"], params: ListPricesParams, limit: number): Promise<Price[]> {
  const { provider, model, unit, at, cursor } = params;
  const where = and(
    provider === undefined ? undefined : eq(prices.provider, provider),
    model === undefined ? undefined : eq(prices.model, model),
    unit === undefined ? undefined : eq(prices.unit, unit),
    at === undefined ? undefined : heldAt(new Date(at)),
    cursor === undefined ? undefined : lt(prices.id, cursor),
  );
  return (await readPrices(db, { where, orderBy: [desc(prices.id)], limit })).map(toPrice);
}

function fits(price: Price, { provider, model, unit, at }: ListPricesParams): boolean {
  return (
    (provider ?? price.provider) === price.provider &&
    (model ?? price.model) === price.model &&
    (unit ?? price.unit) === price.unit &&
    (at === undefined || Date.parse(price.effectiveFrom) <= Date.parse(at))
  );
}
