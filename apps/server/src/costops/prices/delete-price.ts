import type { DeletePriceParams, Price } from "@platform/costops";
import { and, eq, gte, sql } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { prices } from "../../store/schema/index.ts";
import { contradiction } from "./check-terms.ts";
import { noSuchPrice } from "./no-such-price.ts";
import { readPrice } from "./read-prices.ts";
import { toPrice } from "./to-price.ts";

/** Ends a price; one that has not begun, and is given no end, goes. */
export async function deletePrice({ db }: Context, params: DeletePriceParams): Promise<Price> {
  const { priceId, effectiveTo } = params;
  const now = new Date();
  if (effectiveTo === undefined) {
    const [gone] = await db.remove(prices, and(eq(prices.id, priceId), gte(prices.effectiveFrom, now)));
    if (gone) return toPrice({ ...gone, endsAt: gone.effectiveFrom });
  }
  const end = effectiveTo === undefined ? now : new Date(effectiveTo);
  const row = await readPrice(db, priceId);
  if (row === undefined) return noSuchPrice(priceId);
  if (end <= row.effectiveFrom)
    contradiction("effectiveTo", `write a moment after ${row.effectiveFrom.toISOString()}, when it begins`);
  // The earlier of two ends wins, whoever asks first.
  const earlier = sql`least(${prices.effectiveTo}, ${end.toISOString()}::timestamptz)`;
  await db.update(prices, { effectiveTo: earlier }, eq(prices.id, priceId));
  const ended = await readPrice(db, priceId);
  return ended ? toPrice(ended) : noSuchPrice(priceId);
}
