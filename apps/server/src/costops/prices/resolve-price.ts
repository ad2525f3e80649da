import type { PriceResolution, ResolvePriceParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { findPrices } from "./find-prices.ts";
import { providerNames } from "./names.ts";

/** The prices that an event would get, by the name of the unit. */
export async function resolvePrice({ db }: Context, params: ResolvePriceParams): Promise<PriceResolution> {
  const { provider, model, unit } = params;
  const at = params.at === undefined ? new Date() : new Date(params.at);
  const found = [...(await findPrices(db, { provider, model, at })).values()];
  const prices = found
    .filter((one) => (unit ?? one.unit) === one.unit)
    .toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
  return { provider: providerNames(provider).at(-1) ?? provider, model, at: at.toISOString(), prices };
}
