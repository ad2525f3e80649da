import type { PriceTerms } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import { Exact } from "../../http/meter/decimals.ts";
import type { prices } from "../../store/schema/index.ts";
import type { NewRow } from "../../store/tenant-types.ts";

type Columns = Pick<
  NewRow<typeof prices>,
  | "amount"
  | "per"
  | "tiers"
  | "tierMode"
  | "tierUnit"
  | "included"
  | "minimum"
  | "relativeUnit"
  | "relativeFactor"
>;

/** Ends the request with the field that contradicts the others. */
export const contradiction = (param: string, say: string): never =>
  fail(400, "invalid_params", `\`${param}\`: ${say}.`, { param });

/** How much a price asks, as columns; what contradicts itself is refused. */
export function checkTerms(unit: string, terms: PriceTerms): Columns {
  const { amount, per = "1", tiers, tierMode, tierUnit, included = "0", minimum = "0", relativeTo } = terms;
  if (amount === undefined && tiers === undefined && relativeTo === undefined)
    contradiction("amount", "say `amount`, `tiers` or `relativeTo`");
  if (amount !== undefined && tiers !== undefined) contradiction("tiers", "say either `amount` or `tiers`");
  if (relativeTo !== undefined && (amount !== undefined || tiers !== undefined))
    contradiction("relativeTo", "a relative price has neither `amount` nor `tiers`");
  if (relativeTo !== undefined && terms.per !== undefined)
    contradiction("per", "a relative price takes it from the price that it is relative to");
  if (relativeTo?.unit === unit)
    contradiction("relativeTo.unit", "a price cannot be relative to itself; name another unit");
  if (tiers !== undefined && tierMode === undefined) contradiction("tierMode", "say `volume` or `graduated`");
  if (tiers === undefined && tierMode !== undefined) contradiction("tierMode", "there are no `tiers`");
  if (tierUnit !== undefined && tierMode !== "volume")
    contradiction("tierUnit", "only a price with `tierMode` `volume` is picked by another unit");
  checkBounds(tiers ?? []);
  return {
    amount: amount ?? null,
    per,
    tiers: (tiers ?? []).map((tier) => ({ ...tier, per: tier.per ?? per, flat: tier.flat ?? "0" })),
    tierMode: tierMode ?? null,
    tierUnit: tierUnit ?? null,
    included,
    minimum,
    relativeUnit: relativeTo?.unit ?? null,
    relativeFactor: relativeTo?.factor ?? null,
  };
}

function checkBounds(tiers: NonNullable<PriceTerms["tiers"]>): void {
  for (const [place, { upTo }] of tiers.entries()) {
    const isLast = place === tiers.length - 1;
    const param = `tiers.${place}.upTo`;
    if (isLast && upTo !== null) contradiction(param, "the last tier has no end; write null");
    if (!isLast && upTo === null)
      contradiction(param, "only the last tier has no end; write its largest amount");
    if (upTo !== null && !new Exact(upTo).gt(tiers[place - 1]?.upTo ?? 0))
      contradiction(param, "write an amount larger than that of the tier before");
  }
}
