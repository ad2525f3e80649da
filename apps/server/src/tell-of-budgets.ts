import { emitEvent } from "./account/webhooks/emit-event.ts";
import type { AlertListener, AlertRow } from "./costops/budgets/alerts.ts";
import { toAlert } from "./costops/budgets/to-alert.ts";
import { tenant } from "./store/tenant.ts";

/** Tells webhooks of what budgets reach, in the transaction that reached it. */
export const tellOfBudgets: AlertListener = (tx, alert) =>
  emitEvent(tenant(tx, alert), { type: typeOf(alert), data: toAlert(alert) });

function typeOf({ percent }: AlertRow): string {
  if (percent === 0) return "budget.projected_over_limit";
  return percent < 100 ? "budget.threshold_reached" : "budget.limit_reached";
}
