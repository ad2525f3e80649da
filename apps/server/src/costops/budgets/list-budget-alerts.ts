import type { BudgetAlert, ListBudgetAlertsParams } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { budgetAlerts } from "../../store/schema/index.ts";
import { toAlert } from "./to-alert.ts";

/** What was told, newest first. */
export async function listBudgetAlerts(
  context: Context,
  { projectId, budgetId, ...page }: ListBudgetAlertsParams,
): Promise<PageResult<BudgetAlert>> {
  const db = await ofProject(context, projectId, "organization:read");
  const where = budgetId === undefined ? undefined : eq(budgetAlerts.budgetId, budgetId);
  return newestFirst(db, budgetAlerts, page, where, toAlert);
}
