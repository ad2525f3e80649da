import { Exact } from "../../http/meter/decimals.ts";
import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { budgetAlerts } from "../../store/schema/index.ts";
import { projectionOf } from "./projection.ts";
import { readStandings, type Standing } from "./standing.ts";

export type AlertRow = typeof budgetAlerts.$inferSelect;

/** Told of each alert in the transaction that raised it: webhooks hang here. */
export type AlertListener = (tx: Database, alert: AlertRow) => Promise<void>;

/** Writes down what was reached for the first time in the window of a moment. The caller holds the budget's row. */
export async function raiseAlerts(
  tx: Database,
  id: string,
  at: Date,
  onAlert?: AlertListener,
): Promise<void> {
  const [standing] = await readStandings(tx, [id], at);
  if (standing === undefined) return;
  const reached = reachedBy(standing, new Date());
  if (reached.length === 0) return;
  const { budget } = standing;
  const { organizationId, projectId, currency, limit } = budget;
  const windowStart = alertWindow(standing, at);
  const made = await tx
    .insert(budgetAlerts)
    .values(
      reached.map(({ percent, amount }) => ({
        ...{
          id: newId("bal"),
          organizationId,
          projectId,
          budgetId: id,
          percent,
          amount,
          limit,
          currency,
          windowStart,
        },
      })),
    )
    .onConflictDoNothing()
    .returning();
  if (onAlert) for (const alert of made) await onAlert(tx, alert);
}

function reachedBy(standing: Standing, now: Date): { percent: number; amount: string }[] {
  const { budget, spent } = standing;
  const limit = new Exact(budget.limit);
  const reached = [...new Set(budget.thresholds)]
    .filter((percent) => spent.times(100).greaterThanOrEqualTo(limit.times(percent)))
    .map((percent) => ({ percent, amount: spent.toFixed() }));
  const projected = budget.alertOnProjection ? projectionOf(standing, now) : null;
  if (projected?.greaterThan(limit)) reached.push({ percent: 0, amount: projected.toFixed() });
  return reached;
}

/** A rolling window has no beginning: it is told once in each stretch of its length, counted from 1970. */
function alertWindow({ budget, start }: Standing, at: Date): Date {
  if (budget.window !== "rolling") return start;
  const length = (budget.rollingHours ?? 1) * 3_600_000;
  return new Date(Math.floor(at.getTime() / length) * length);
}
