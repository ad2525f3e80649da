import type { Budget, ListBudgetsParams } from "@platform/costops";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { budgets } from "../../store/schema/index.ts";
import { showBudgets } from "./show-budget.ts";

/** The project's budgets, newest first. */
export async function listBudgets({ db }: Context, params: ListBudgetsParams): Promise<PageResult<Budget>> {
  const { data, nextCursor } = await newestFirst(db, budgets, params, undefined, (row) => row);
  return { data: await showBudgets(db, data), nextCursor };
}
