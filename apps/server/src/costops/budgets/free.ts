import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { budgetReservations, budgets } from "../../store/schema/index.ts";

/**
 * Takes reservations away and their amounts off their budgets, in one statement: one that somebody else has taken
 * away is not taken off twice. Says how many there were.
 */
export async function freeReservations(tx: Database, where: SQL): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    with gone as (
      delete from ${budgetReservations} where ${where}
      returning ${budgetReservations.budgetId} as budget_id, ${budgetReservations.amount} as amount
    ), sums as (select budget_id, sum(amount) as amount from gone group by budget_id)
    update ${budgets} set "reserved" = ${budgets.reserved} - sums.amount
    from sums where ${budgets.id} = sums.budget_id`);
  return rowCount ?? 0;
}

/** The budgets in which such reservations lie. */
export async function budgetsWith(tx: Database, where: SQL): Promise<string[]> {
  const found = await tx
    .selectDistinct({ id: budgetReservations.budgetId })
    .from(budgetReservations)
    .where(where);
  return found.map(({ id }) => id);
}
