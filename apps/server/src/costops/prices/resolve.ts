import type { Price, ResolvedPrice } from "@platform/costops";
import { modelNames, providerNames } from "./names.ts";

/** Whose prices, and when. */
export interface Asked {
  readonly provider: string;
  readonly model: string;
  readonly at: Date;
}

/** Whether a price holds at a moment, both as `toISOString` writes them, which sort as text. */
const holds = (price: Price, at: string): boolean =>
  price.effectiveFrom <= at && (price.effectiveTo === null || at < price.effectiveTo);

/**
 * The price in force for each unit. The project's own go before the ones that ship, then the provider as it was
 * said before its canonical name, then the model's own before the undated name's before `*`.
 */
export function resolve(book: readonly Price[], { provider, model, at }: Asked): Map<string, ResolvedPrice> {
  const providers = providerNames(provider);
  const models = modelNames(model);
  const places = [...models.keys()];
  const moment = at.toISOString();
  const rank = (price: Price): number =>
    (price.source === "custom" ? 0 : 100) +
    10 * providers.indexOf(price.provider) +
    places.indexOf(price.model);
  const found = new Map<string, ResolvedPrice>();
  for (const price of book) {
    const matched = models.get(price.model);
    if (matched === undefined || !providers.includes(price.provider) || !holds(price, moment)) continue;
    const other = found.get(price.unit);
    if (other === undefined || rank(price) < rank(other.price))
      found.set(price.unit, { unit: price.unit, price, matched, base: null });
  }
  for (const one of found.values()) one.base = found.get(one.price.relativeTo?.unit ?? "")?.price ?? null;
  return found;
}
