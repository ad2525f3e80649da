import type { EstimateCostParams, OperationEstimate } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { Context } from "../../http/operation.ts";
import { validate } from "../../http/request/validate.ts";
import { findPrices } from "../prices/find-prices.ts";
import { mostOfUnits, priceUnits } from "../prices/price-units.ts";
import { findOperation } from "./find-operation.ts";
import { usualAmount } from "./usual-amount.ts";

/** Works out what a call would use and cost, and does nothing of it. */
export async function estimateCost(
  context: Context,
  { operation, params: given = {} }: EstimateCostParams,
): Promise<OperationEstimate> {
  const { db } = context;
  const { contract, worstCase } = findOperation(context, operation);
  const most = await worstCase(context, await validate(contract.params(), given));
  const { provider = "platform", model = operation, usual } = most;
  const worst = most.unlimited === undefined ? most.units : undefined;
  const notes = [...(most.notes ?? [])];
  const likely = { ...(most.likely ?? worst) };
  if (usual) {
    const { unit } = usual;
    const known = await usualAmount(db, { ...usual, model });
    const limit = worst?.[unit];
    if (known) {
      likely[unit] = limit === undefined ? known.amount : Exact.min(known.amount, limit).toFixed();
      notes.push(`The likely ${unit} is the mean of your last ${known.calls} calls.`);
    } else if (limit !== undefined) {
      likely[unit] = limit;
      notes.push(`You have too few calls to tell what is usual: the likely ${unit} is the worst.`);
    }
  }
  const at = new Date();
  const used = { provider, model, at };
  const low = await priceUnits(db, { ...used, units: likely });
  const high = worst && (await mostOfUnits(db, { ...used, units: worst }));
  const names = [...new Set([...Object.keys(likely), ...Object.keys(worst ?? {})])];
  const found = await findPrices(db, used);
  // Without an end to the answer nothing is known of its part, and the rest would look like the whole.
  const isWhole = !usual || likely[usual.unit] !== undefined;
  const isKnown = isWhole && low.cost !== null && high?.cost !== null;
  const missing = names.filter((unit) => !found.has(unit));
  if (missing.length > 0) notes.push(`No price of ${provider} ${model} is known for ${missing.join(", ")}.`);
  return {
    ...{ operation, provider, model, units: { likely, worst: worst ? { ...worst } : null } },
    cost: isKnown && low.cost !== null ? { likely: low.cost, worst: high?.cost ?? null } : null,
    currency: low.currency,
    prices: names.flatMap((unit) => found.get(unit)?.price ?? []),
    notes,
  };
}
