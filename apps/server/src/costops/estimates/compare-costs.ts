import type { CompareCostsParams, CostComparison, CostEstimate } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { Context } from "../../http/operation.ts";
import { costOfSandbox } from "./cost-of-sandbox.ts";

/** Estimates each configuration, cheapest first. */
export async function compareCosts(
  { db }: Context,
  { configurations, hours }: CompareCostsParams,
): Promise<CostComparison> {
  const estimates = [];
  for (const { name, ...configuration } of configurations) {
    const estimate = await costOfSandbox(db, { ...configuration, hours });
    estimates.push({ name: name ?? estimate.size, ...estimate });
  }
  const sorted = estimates.toSorted(byCost);
  const known = sorted.filter(({ totalCost }) => totalCost !== null);
  const isComparable = new Set(known.map(({ currency }) => currency)).size === 1;
  return { configurations: sorted, cheapest: isComparable ? (known[0]?.name ?? null) : null };
}

/** By currency, then by amount, those that are not known last; equal ones stay in their order. */
function byCost(a: CostEstimate, b: CostEstimate): number {
  if (a.totalCost === null || b.totalCost === null)
    return Number(a.totalCost === null) - Number(b.totalCost === null);
  return a.currency.localeCompare(b.currency) || new Exact(a.totalCost).cmp(b.totalCost);
}
