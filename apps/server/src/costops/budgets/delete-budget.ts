import type { DeleteBudgetParams, DeletedBudget } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { budgets } from "../../store/schema/index.ts";
import { budgetNotFound } from "./show-budget.ts";

/** Takes a budget away; what was set aside in it goes with it. */
export async function deleteBudget(
  { db }: Context,
  { budgetId }: DeleteBudgetParams,
): Promise<DeletedBudget> {
  const [gone] = await db.remove(budgets, eq(budgets.id, budgetId));
  return gone ? { id: gone.id } : budgetNotFound(budgetId);
}
