import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { BudgetAlert } from "./budget-alert.ts";
import { budgetAlert, listBudgetAlertsParams } from "./schemas.ts";

/** Whose alerts, and how many at a time. */
export interface ListBudgetAlertsParams extends ListParams {
  /** Whose project. Another one of the organization needs `organization:read`. Default: the key's. */
  projectId?: string | undefined;
  /** `bud_…`. Default: all budgets of the project. */
  budgetId?: string | undefined;
}

/**
 * Lists alerts, newest first. Each threshold is told once a window, in the same transaction as the row of the ledger
 * that reached it.
 *
 * @example
 * for await (const { percent, amount } of listBudgetAlerts(client, { budgetId })) console.log(percent, amount);
 */
export const listBudgetAlerts: ListAction<ListBudgetAlertsParams, BudgetAlert> = /* @__PURE__ */ defineList({
  name: "listBudgetAlerts",
  route: "GET /v1/budget-alerts",
  params: listBudgetAlertsParams,
  item: budgetAlert,
  scope: "costops:read",
});
