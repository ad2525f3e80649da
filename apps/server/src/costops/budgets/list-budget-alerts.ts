import type { BudgetAlert, ListBudgetAlertsParams } from "@platform/costops";
import { eq } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { budgetAlerts } from "../../store/schema/index.ts";
import type { AlertRow } from "./alerts.ts";

/** What was told, newest first. */
export const listBudgetAlerts = (
  { db }: Context,
  { budgetId, ...page }: ListBudgetAlertsParams,
): Promise<PageResult<BudgetAlert>> => {
  const where = budgetId === undefined ? undefined : eq(budgetAlerts.budgetId, budgetId);
  return newestFirst(db, budgetAlerts, page, where, toAlert);
};

const toAlert = (row: AlertRow): BudgetAlert => ({
  id: row.id,
  budgetId: row.budgetId,
  kind: row.percent === 0 ? "projection" : "threshold",
  percent: row.percent === 0 ? null : row.percent,
  amount: new Exact(row.amount).toFixed(),
  limit: new Exact(row.limit).toFixed(),
  currency: row.currency,
  // A budget that never begins anew has its window from 1970 on.
  windowStart: row.windowStart.getTime() === 0 ? null : row.windowStart.toISOString(),
  createdAt: row.createdAt.toISOString(),
});
