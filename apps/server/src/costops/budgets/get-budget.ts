import type { Budget, GetBudgetParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { findBudget, showBudget } from "./show-budget.ts";

/** Reads a budget as it stands. */
export const getBudget = async ({ db }: Context, { budgetId }: GetBudgetParams): Promise<Budget> =>
  showBudget(db, await findBudget(db, budgetId), budgetId);
