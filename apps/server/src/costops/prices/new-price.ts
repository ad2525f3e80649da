import type { CreatePriceParams } from "@platform/costops";
import { newId } from "../../store/new-id.ts";
import type { prices } from "../../store/schema/index.ts";
import type { NewRow } from "../../store/tenant-types.ts";
import { checkTerms, contradiction } from "./check-terms.ts";

/** A row for a price as it was said, without its currency; what contradicts itself is refused. */
export function newPrice(params: CreatePriceParams): Omit<NewRow<typeof prices>, "currency"> {
  const { provider, model, unit } = params;
  const effectiveFrom = params.effectiveFrom === undefined ? new Date() : new Date(params.effectiveFrom);
  const effectiveTo = params.effectiveTo === undefined ? null : new Date(params.effectiveTo);
  if (effectiveTo !== null && effectiveTo <= effectiveFrom)
    contradiction("effectiveTo", `write a moment after ${effectiveFrom.toISOString()}`);
  return { id: newId("prc"), provider, model, unit, ...checkTerms(unit, params), effectiveFrom, effectiveTo };
}
