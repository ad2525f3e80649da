import type { Budget } from "@platform/costops";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { budgets } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import type { BudgetRow } from "./scope.ts";
import { readStandings } from "./standing.ts";
import { toBudget } from "./to-budget.ts";

/** Budgets of the tenant as they stand now, in the order of the rows. */
export async function showBudgets(db: Tenant, rows: readonly BudgetRow[]): Promise<Budget[]> {
  const now = new Date();
  const ids = rows.map(({ id }) => id);
  const standings = await readStandings(databaseBehind(db), ids, now);
  const shown = new Map(standings.map((standing) => [standing.budget.id, toBudget(standing, now)]));
  return ids.flatMap((id) => shown.get(id) ?? []);
}

/** One budget of the tenant as it stands now. */
export async function showBudget(db: Tenant, row: BudgetRow | undefined, id: string): Promise<Budget> {
  const [shown] = row === undefined ? [] : await showBudgets(db, [row]);
  return shown ?? budgetNotFound(id);
}

/** The budget, which must be the tenant's. */
export async function findBudget(db: Tenant, id: string): Promise<BudgetRow> {
  return (await db.first(budgets, eq(budgets.id, id))) ?? budgetNotFound(id);
}

/** Ends the request with 404. */
export function budgetNotFound(id: string): never {
  return fail(404, "budget_not_found", `There is no budget ${id} in this project.`, { param: "budgetId" });
}
