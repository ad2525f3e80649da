import { and, eq, inArray, sql } from "drizzle-orm";
import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";
import type { Database } from "../../store/database.ts";
import { budgetCounters, budgetReservations, budgets, usageEvents } from "../../store/schema/index.ts";
import { type BudgetRow, inScope, inWindow } from "./scope.ts";
import { endOf, momentOf, startOf } from "./windows.ts";

/** How a budget stands in the window that holds a moment. */
export interface Standing {
  readonly budget: BudgetRow;
  readonly spent: Decimal;
  /** As its row says, lapsed leases included. */
  readonly reserved: Decimal;
  /** Without lapsed leases. */
  readonly held: Decimal;
  readonly start: Date;
  readonly end: Date | null;
}

/**
 * Whether a counter is to be worked out anew. For up to a second after a budget was made there are writers that have
 * not heard of it; so a counter is trusted only when it was counted after all of those have ended.
 */
export const isDue = sql<boolean>`(${budgetCounters.countedAt} is null or ${budgetCounters.countedAt} < ${budgets.createdAt} + interval '3 seconds')`;

/** Reads standings as of a moment, in the order of ids. Exact for who holds the budgets' rows. */
export async function readStandings(db: Database, ids: readonly string[], at: Date): Promise<Standing[]> {
  if (ids.length === 0) return [];
  const start = startOf(momentOf(at));
  const rows = await db
    .select({
      budget: budgets,
      start,
      end: endOf(momentOf(at)),
      spent: budgetCounters.spent,
      due: isDue,
      held: sql<string>`(select coalesce(sum(${budgetReservations.amount}), 0) from ${budgetReservations} where ${budgetReservations.budgetId} = ${budgets.id} and ${budgetReservations.leaseUntil} > now())`,
    })
    .from(budgets)
    .leftJoin(
      budgetCounters,
      and(eq(budgetCounters.budgetId, budgets.id), sql`${budgetCounters.windowStart} = ${start}`),
    )
    .where(inArray(budgets.id, [...ids]))
    .orderBy(budgets.id);
  const standings: Standing[] = [];
  for (const { budget, spent, due, held, ...window } of rows) {
    const known = budget.window !== "rolling" && spent !== null && !due;
    standings.push({
      ...{ budget, ...window },
      spent: known ? new Exact(spent) : await countSpent(db, budget, at),
      reserved: new Exact(budget.reserved),
      held: new Exact(held),
    });
  }
  return standings;
}

/** What the ledger holds for the window. */
export async function countSpent(db: Database, budget: BudgetRow, at: Date): Promise<Decimal> {
  const [row] = await db
    .select({ spent: sql<string>`coalesce(sum(${usageEvents.cost}), 0)` })
    .from(usageEvents)
    .innerJoin(budgets, eq(budgets.id, budget.id))
    .where(and(inScope(budget), inWindow(budget, at)));
  return new Exact(row?.spent ?? 0);
}

/** Takes the rows, always in the order of their ids. */
export function lockBudgets(tx: Database, ids: readonly string[]): Promise<{ id: string }[]> {
  return tx
    .select({ id: budgets.id })
    .from(budgets)
    .where(inArray(budgets.id, [...ids]))
    .orderBy(budgets.id)
    .for("no key update");
}
