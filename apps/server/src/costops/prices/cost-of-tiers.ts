import type { Price, PriceTier } from "@platform/costops";
import type { Decimal } from "decimal.js";
import { type Units, Wide } from "./units.ts";

/** All that goes into a model, cached or not: what context-length tiers look at. */
const prompt = [
  "prompt_token",
  "input_token",
  "cached_input_token",
  "cache_write_5m_token",
  "cache_write_1h_token",
  "audio_input_token",
];

/** What an amount costs by tiers. Bounds are inclusive; a flat fee is for tiers that the amount reaches. */
export function costOfTiers(price: Price, billed: Decimal, units: Units, withFlat: boolean): Decimal {
  const flat = (tier: PriceTier) => (withFlat ? tier.flat : "0");
  if (billed.isZero()) return new Wide(0);
  if (price.tierMode === "volume") {
    const tier = tierFor(price, units);
    return billed.times(tier.amount).div(tier.per).plus(flat(tier));
  }
  let cost: Decimal = new Wide(0);
  let below: Decimal = new Wide(0);
  for (const tier of price.tiers) {
    const within = Wide.min(billed, tier.upTo ?? billed).minus(below);
    if (within.lte(0)) break;
    cost = cost.plus(within.times(tier.amount).div(tier.per)).plus(flat(tier));
    below = below.plus(within);
  }
  return cost;
}

/** The units whose amounts, added, pick the tier of a volume price. */
export const pickingUnits = ({ tierUnit, unit }: Price): readonly string[] =>
  tierUnit === "prompt_token" ? prompt : [tierUnit ?? unit];

/** The one tier of a volume price, picked by how much of a unit the whole event has, free units included. */
function tierFor(price: Price, units: Units): PriceTier {
  const { tiers } = price;
  const amount = Wide.sum(0, ...pickingUnits(price).map((name) => units[name] ?? 0));
  const tier = tiers.find(({ upTo }) => upTo === null || amount.lte(upTo));
  if (tier === undefined) throw new Error("A tiered price has no last tier.");
  return tier;
}
