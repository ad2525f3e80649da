import type { DeleteBudgetParams, DeletedBudget } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { budgets } from "../../store/schema/index.ts";
import { expectReach } from "./expect-reach.ts";
import { budgetNotFound } from "./show-budget.ts";

/** Takes a budget away; what was set aside in it goes with it. */
export async function deleteBudget(
  context: Context,
  { budgetId }: DeleteBudgetParams,
): Promise<DeletedBudget> {
  const db = await homeOf(context, budgets, budgetId, "organization:write");
  const [gone] = await db.remove(budgets, eq(budgets.id, budgetId));
  // After the fact, which is undone: nothing can come in between.
  expectReach(context.principal, gone?.organizationWide);
  return gone ? { id: gone.id } : budgetNotFound(budgetId);
}
