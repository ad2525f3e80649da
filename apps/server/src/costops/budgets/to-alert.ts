import type { BudgetAlert } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { AlertRow } from "./alerts.ts";

/** A row as the contract shows it. */
export const toAlert = (row: AlertRow): BudgetAlert => ({
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
