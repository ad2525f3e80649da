import { createCharging } from "./costops/budgets/create-charging.ts";
import type { BudgetFinder } from "./costops/budgets/find-budgets.ts";
import { priceMany } from "./costops/prices/price-many.ts";
import { mostOfUnits, priceUnits } from "./costops/prices/price-units.ts";
import type { Price } from "./http/meter/record-usage.ts";
import { tenant } from "./store/tenant.ts";
import { tellOfBudgets } from "./tell-of-budgets.ts";

/** Prices what is written into the ledger by the project's book, has budgets count it and webhooks told of them. */
export function createPricing(find: BudgetFinder): Price {
  const one: Price = (db, { ids, ...used }) => priceUnits(tenant(db, ids), used);
  const more: Pick<Price, "charging" | "many" | "most"> = {
    charging: createCharging(find, tellOfBudgets),
    most: (db, { ids, ...used }) => mostOfUnits(tenant(db, ids), used),
    many: (db, ids, usages) => priceMany(tenant(db, ids), usages),
  };
  return Object.assign(one, more);
}
