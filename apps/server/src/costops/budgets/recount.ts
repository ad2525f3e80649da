import { eq, inArray } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { budgetCounters, budgets } from "../../store/schema/index.ts";
import { lockBudgets } from "./standing.ts";

/** Has every budget of an organization count its spending anew from the ledger, of which rows have changed. */
export async function recountBudgets(tx: Database, organizationId: string): Promise<void> {
  const found = await tx
    .select({ id: budgets.id })
    .from(budgets)
    .where(eq(budgets.organizationId, organizationId));
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return;
  await lockBudgets(tx, ids);
  // Without its counter a budget is read from the ledger.
  await tx.delete(budgetCounters).where(inArray(budgetCounters.budgetId, ids));
}
