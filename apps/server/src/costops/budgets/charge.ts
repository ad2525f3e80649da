import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { Exact } from "../../http/meter/decimals.ts";
import type { LedgerRow } from "../../http/meter/record-usage.ts";
import type { Database } from "../../store/database.ts";
import { budgetCounters, budgetReservations, budgets } from "../../store/schema/index.ts";
import { type AlertListener, raiseAlerts } from "./alerts.ts";
import { budgetsWith, freeReservations } from "./free.ts";
import { applies, type BudgetRow } from "./scope.ts";
import { countSpent, isDue, lockBudgets } from "./standing.ts";
import { startOf } from "./windows.ts";

/**
 * Adds rows that were just written into the ledger, in this transaction, to what was spent: each in the window it
 * happened in, however late it comes. Frees what was set aside for them.
 */
export async function chargeBudgets(
  tx: Database,
  known: readonly BudgetRow[],
  rows: readonly LedgerRow[],
  onAlert?: AlertListener,
): Promise<void> {
  const concerned = known.filter((budget) => rows.some((row) => counts(budget, row)));
  const held = inArray(
    budgetReservations.eventId,
    rows.map(({ eventId }) => eventId),
  );
  const heldIn = await budgetsWith(tx, held);
  const ids = new Set([...heldIn, ...concerned.map(({ id }) => id)]);
  if (ids.size === 0) return;
  await lockBudgets(tx, [...ids]);
  if (heldIn.length > 0) await freeReservations(tx, held);
  if (concerned.length === 0) return;

  for (const { budget, at, start, spent, due } of await windowsOf(tx, concerned, rows)) {
    if (budget.window !== "rolling") {
      const sum = Exact.sum(0, spent ?? 0, ...at.map(({ cost }) => cost ?? 0));
      const [first] = at;
      const total = due && first ? await countSpent(tx, budget, first.occurredAt) : sum;
      const changes = { spent: total.toFixed(), ...(due ? { countedAt: sql`now()` } : {}) };
      await tx
        .insert(budgetCounters)
        .values({ budgetId: budget.id, windowStart: start, spent: total.toFixed() })
        .onConflictDoUpdate({ target: [budgetCounters.budgetId, budgetCounters.windowStart], set: changes });
    }
    const [first] = at;
    if (first) await raiseAlerts(tx, budget.id, first.occurredAt, onAlert);
  }
}

const counts = (budget: BudgetRow, row: LedgerRow): boolean =>
  row.cost !== null && row.currency === budget.currency && applies(budget, row);

interface Touched {
  readonly budget: BudgetRow;
  /** The rows that fall into it. */
  readonly at: LedgerRow[];
  readonly start: Date;
  readonly spent: string | null;
  readonly due: boolean;
}

/** Every window of every budget that the rows fall into. */
async function windowsOf(
  tx: Database,
  concerned: readonly BudgetRow[],
  rows: readonly LedgerRow[],
): Promise<Touched[]> {
  const times = sql.join(
    rows.map(({ occurredAt }) => sql`${occurredAt.toISOString()}`),
    sql`, `,
  );
  const at: SQL = sql`"row"."at"`;
  const start = startOf(at);
  const found = await tx
    .select({
      budget: budgets,
      n: sql<number>`"row"."n"::int`,
      start,
      spent: budgetCounters.spent,
      due: isDue,
    })
    .from(budgets)
    .innerJoin(sql`unnest(array[${times}]::timestamptz[]) with ordinality as "row"("at", "n")`, sql`true`)
    .leftJoin(
      budgetCounters,
      and(eq(budgetCounters.budgetId, budgets.id), sql`${budgetCounters.windowStart} = ${start}`),
    )
    .where(
      inArray(
        budgets.id,
        concerned.map(({ id }) => id),
      ),
    )
    .orderBy(budgets.id);
  const touched = new Map<string, Touched>();
  for (const { n, ...window } of found) {
    const row = rows[n - 1];
    if (row === undefined || !counts(window.budget, row)) continue;
    const key = `${window.budget.id} ${window.start.getTime()}`;
    const one = touched.get(key) ?? { ...window, at: [] };
    one.at.push(row);
    touched.set(key, one);
  }
  return [...touched.values()];
}
