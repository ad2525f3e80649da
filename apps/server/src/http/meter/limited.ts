import type { Held } from "./budgets.ts";
import { Exact } from "./decimals.ts";
import type { Meter } from "./meter.ts";

/**
 * The same, with no unit beyond what was set aside of it: what an engine used though it was told not to is not the
 * caller's to pay. The row in the ledger says so.
 */
export function limited(meter: Meter, held: Held): Meter {
  const read = (): ReturnType<Meter["read"]> => {
    const { units, labels } = meter.read();
    const over = Object.keys(units).filter((unit) =>
      new Exact(units[unit] ?? 0).gt(held.units[unit] ?? Infinity),
    );
    if (over.length === 0) return { units, labels };
    const most = Object.fromEntries(over.map((unit) => [unit, held.units[unit] ?? "0"]));
    return {
      units: { ...units, ...most },
      labels: { ...labels, tags: { ...labels.tags, tokens: "limited" } },
    };
  };
  return { add: meter.add, read };
}
