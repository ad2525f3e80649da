import type { BudgetAlert, ListBudgetAlertsParams } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { budgetAlerts } from "../../store/schema/index.ts";
import { toAlert } from "./to-alert.ts";

/** What was told, newest first. */
export const listBudgetAlerts = (
  { db }: Context,
  { budgetId, ...page }: ListBudgetAlertsParams,
): Promise<PageResult<BudgetAlert>> => {
  const where = budgetId === undefined ? undefined : eq(budgetAlerts.budgetId, budgetId);
  return newestFirst(db, budgetAlerts, page, where, toAlert);
};
