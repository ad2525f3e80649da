import type { Budget, UpdateBudgetParams } from "@platform/costops";
import { eq, sql } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { budgets } from "../../store/schema/index.ts";
import { expectReach } from "./expect-reach.ts";
import { showBudget } from "./show-budget.ts";

/** Changes what may change; the row is the lock, so the next reservation sees it. */
export async function updateBudget(context: Context, params: UpdateBudgetParams): Promise<Budget> {
  const { budgetId, ...changes } = params;
  const db = await homeOf(context, budgets, budgetId, "organization:write");
  const [row] = await db.update(budgets, { ...changes, updatedAt: sql`now()` }, eq(budgets.id, budgetId));
  // After the fact, which is undone: nothing can come in between.
  expectReach(context.principal, row?.organizationWide);
  return showBudget(db, row, budgetId);
}
