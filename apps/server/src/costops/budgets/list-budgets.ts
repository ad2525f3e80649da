import type { Budget, ListBudgetsParams } from "@platform/costops";
import type { Context, PageResult } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { budgets } from "../../store/schema/index.ts";
import { showBudgets } from "./show-budget.ts";

/** A project's budgets, newest first. */
export async function listBudgets(
  context: Context,
  { projectId, ...params }: ListBudgetsParams,
): Promise<PageResult<Budget>> {
  const db = await ofProject(context, projectId, "organization:read");
  const { data, nextCursor } = await newestFirst(db, budgets, params, undefined, (row) => row);
  return { data: await showBudgets(db, data), nextCursor };
}
