import type { CostEstimate, CostPart, SandboxConfiguration } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { priceUnits } from "../prices/price-units.ts";

/** A sandbox lives no longer. */
const mostHours = 24;

/** What a sandbox costs for some hours, by the prices in force now. */
export async function costOfSandbox(
  db: Tenant,
  { size = "small", storageGb = 0, hours }: SandboxConfiguration & { readonly hours?: number | undefined },
): Promise<CostEstimate> {
  const at = new Date();
  const time = new Exact(hours ?? 1);
  const currencies = new Set<string>();
  const priced = async (unit: string, amount: InstanceType<typeof Exact>): Promise<CostPart> => {
    const units = { [unit]: amount.toFixed() };
    const { cost, currency, priceIds } = await priceUnits(db, {
      provider: "platform",
      model: size,
      units,
      at,
    });
    if (priceIds.length > 0) currencies.add(currency);
    return { unit, amount: amount.toFixed(), cost, priceIds };
  };
  const compute = await priced("sandbox_second", time.times(3_600));
  const rate = await priced("sandbox_second", new Exact(3_600));
  const storage = await priced("byte_hour", new Exact(storageGb).times(1_000_000_000).times(time));
  const isKnown = compute.cost !== null && storage.cost !== null && currencies.size <= 1;
  const notes = ["By the prices in force now. Calls made of the sandbox are requests of their own."];
  if (hours === undefined) notes.push("No hours were given: one is assumed.");
  if (time.gt(mostHours))
    notes.push(`A sandbox lives ${mostHours} hours at most: these are several in a row.`);
  for (const { unit, cost } of [compute, storage])
    if (cost === null) notes.push(`The price of ${unit} is not known, so neither is the total.`);
  if (currencies.size > 1) notes.push("Prices are in different currencies, which are not added.");
  return {
    ...{ size, hours: time.toFixed(), storageGb: new Exact(storageGb).toFixed() },
    ...{ hourlyRate: rate.cost, computeCost: compute.cost, storageCost: storage.cost, gpuCost: "0" },
    totalCost: isKnown ? Exact.sum(compute.cost ?? 0, storage.cost ?? 0).toFixed() : null,
    currency: [...currencies][0] ?? "USD",
    breakdown: storageGb > 0 ? [compute, storage] : [compute],
    confidence: isKnown ? (hours === undefined ? "medium" : "high") : "low",
    notes,
  };
}
