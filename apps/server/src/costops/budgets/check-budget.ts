import type { BudgetCheck, CheckBudgetParams } from "@platform/costops";
import { and, eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { budgets } from "../../store/schema/index.ts";
import { applies } from "./scope.ts";
import { readStandings } from "./standing.ts";

/** Looks at every budget that applies to the key; nothing is changed, so nothing is waited for. */
export async function checkBudget(context: Context, params: CheckBudgetParams): Promise<BudgetCheck> {
  const { principal, runId } = context;
  const { amount, currency = "USD" } = params;
  // Budgets of the whole organization may belong to another of its projects, which the tenant's handle does not see.
  const db = databaseBehind(context.db);
  const known = await db
    .select()
    .from(budgets)
    .where(and(eq(budgets.organizationId, principal.organizationId), eq(budgets.currency, currency)));
  const by = { ...principal, userId: params.userId, runId: params.runId ?? runId, tags: params.tags };
  const ids = known.filter((budget) => applies(budget, by)).map(({ id }) => id);
  const standings = await readStandings(db, ids, new Date());
  const entries = standings.map(({ budget, spent, held, end }) => {
    const remaining = spent.plus(held).neg().plus(budget.limit);
    return {
      budgetId: budget.id,
      name: budget.name,
      kind: budget.kind,
      remaining: remaining.toFixed(),
      fits: remaining.greaterThanOrEqualTo(amount),
      resetsAt: end?.toISOString() ?? null,
    };
  });
  return { allowed: entries.every(({ kind, fits }) => kind === "soft" || fits), budgets: entries };
}
