import type { Price, PriceTerms, UpdatePriceParams } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { currencyOf } from "./check-relative.ts";
import { contradiction } from "./check-terms.ts";
import { insertPrice } from "./insert-price.ts";
import { newPrice } from "./new-price.ts";
import { noSuchPrice } from "./no-such-price.ts";
import { readPrice } from "./read-prices.ts";
import { toPrice } from "./to-price.ts";

/** Writes the next version of a price. The row of the old one is not touched: the new beginning is its end. */
export async function updatePrice({ db }: Context, params: UpdatePriceParams): Promise<Price> {
  const { priceId, effectiveFrom = new Date().toISOString(), ...changes } = params;
  const row = await readPrice(db, priceId);
  if (row === undefined) return noSuchPrice(priceId);
  const old = toPrice(row);
  const from = new Date(effectiveFrom);
  if (from <= row.effectiveFrom)
    contradiction(
      "effectiveFrom",
      `write a moment after ${old.effectiveFrom}, when the price it follows began`,
    );
  const { provider, model, unit } = old;
  const next = newPrice({ provider, model, unit, ...termsOf(old, changes), effectiveFrom });
  const version = { ...next, effectiveTo: row.effectiveTo };
  const said = changes.currency ?? (next.relativeUnit == null ? old.currency : undefined);
  const made = await insertPrice(db, { ...version, currency: await currencyOf(db, version, said) });
  if (row.endsAt !== null && row.endsAt <= from) {
    fail(409, "price_ended", `${priceId} ends at ${old.effectiveTo}. Update the version that holds then.`, {
      param: "effectiveFrom",
    });
  }
  return made;
}

/** What is left out stays; one of amount, tiers and relation takes the place of whichever there was. */
function termsOf(old: Price, changes: PriceTerms): PriceTerms {
  const { included, minimum } = old;
  const { amount, tiers, relativeTo } = changes;
  if (relativeTo !== undefined) return { included, minimum, ...changes };
  const { per } = old.relativeTo === null ? old : { per: "1" };
  if (amount !== undefined || tiers !== undefined) {
    const modes = tiers === undefined ? {} : modesOf(old);
    return { included, minimum, per, ...modes, ...changes };
  }
  if (old.relativeTo !== null) return { included, minimum, relativeTo: old.relativeTo, ...changes };
  const kept = old.amount === null ? { tiers: old.tiers, ...modesOf(old) } : { amount: old.amount };
  return { included, minimum, per, ...kept, ...changes };
}

const modesOf = ({ tierMode, tierUnit }: Price): PriceTerms => ({
  tierMode: tierMode ?? undefined,
  tierUnit: tierUnit ?? undefined,
});
