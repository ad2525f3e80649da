import type { DeleteBudgetParams, DeletedBudget } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { budgets } from "../../store/schema/index.ts";
import { expectReach } from "./expect-reach.ts";
import { budgetNotFound } from "./show-budget.ts";

/** Takes a budget away; what was set aside in it goes with it. */
export async function deleteBudget(
  { db, principal }: Context,
  { budgetId }: DeleteBudgetParams,
): Promise<DeletedBudget> {
  const [gone] = await db.remove(budgets, eq(budgets.id, budgetId));
  // After the fact, which is undone: nothing can come in between.
  expectReach(principal, gone?.organizationWide);
  return gone ? { id: gone.id } : budgetNotFound(budgetId);
}
