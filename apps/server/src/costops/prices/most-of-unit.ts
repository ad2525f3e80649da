import type { Price, ResolvedPrice } from "@platform/costops";
import { pickingUnits } from "./cost-of-tiers.ts";
import { costOfUnit, rateOf } from "./cost-of-unit.ts";
import { type Units, Wide } from "./units.ts";

/**
 * The most that an event of up to so many units may pay for one of them. A volume price need not rise with the amount:
 * where larger ones are cheaper, an event that stays below a bound costs more than one that goes beyond.
 */
export function mostOfUnit(
  units: Units,
  price: Price,
  known: ReadonlyMap<string, Pick<ResolvedPrice, "price">>,
): ReturnType<typeof costOfUnit> {
  const rated = rateOf(price, known)?.price;
  if (rated?.tierMode !== "volume") return costOfUnit(units, price, known);
  const costs = tiersReached(units, price.unit, rated).map((at) => costOfUnit(at, price, known));
  const found = costs.filter((cost) => cost !== undefined);
  return found.length < costs.length ? undefined : Wide.max(0, ...found);
}

/** The event that costs most in each tier that one of up to these units can be in. */
function tiersReached(units: Units, unit: string, rated: Price): Units[] {
  const picking = pickingUnits(rated);
  const [other = unit] = picking.filter((name) => name !== unit);
  const all = Wide.sum(0, ...picking.map((name) => units[name] ?? 0));
  const none = Object.fromEntries(picking.map((name) => [name, "0"]));
  const events: Units[] = [];
  for (const { upTo } of rated.tiers) {
    const picked = Wide.min(all, upTo ?? all);
    const own = picking.includes(unit) ? Wide.min(units[unit] ?? 0, picked) : new Wide(0);
    const rest = { [other]: picked.minus(own).toFixed() };
    events.push({ ...units, ...none, ...rest, ...(picking.includes(unit) ? { [unit]: own.toFixed() } : {}) });
    if (picked.equals(all)) break;
  }
  return events;
}
