import type { Budget, GetBudgetParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { budgets } from "../../store/schema/index.ts";
import { findBudget, showBudget } from "./show-budget.ts";

/** Reads a budget as it stands. */
export async function getBudget(context: Context, { budgetId }: GetBudgetParams): Promise<Budget> {
  const db = await homeOf(context, budgets, budgetId, "organization:read");
  return showBudget(db, await findBudget(db, budgetId), budgetId);
}
