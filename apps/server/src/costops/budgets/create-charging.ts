import type { Charging } from "../../http/meter/record-usage.ts";
import type { AlertListener } from "./alerts.ts";
import { chargeBudgets } from "./charge.ts";
import type { BudgetFinder } from "./find-budgets.ts";

/** How rows of the ledger are counted by budgets. `onAlert` is told in the transaction that wrote the row. */
export const createCharging =
  (find: BudgetFinder, onAlert?: AlertListener): Charging =>
  async (on, { organizationId }) => {
    const known = await find(on, organizationId);
    return known.length === 0 ? undefined : (tx, rows) => chargeBudgets(tx, known, rows, onAlert);
  };
