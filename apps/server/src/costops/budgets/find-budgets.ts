import { eq } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { budgets } from "../../store/schema/index.ts";
import type { BudgetRow } from "./scope.ts";

/** The budgets of an organization; asked on the caller's own connection, which may be the last one there is. */
export type BudgetFinder = (db: Database, organizationId: string) => Promise<readonly BudgetRow[]>;

/** Below a second, so that a new budget holds within one. */
const mostAgeMs = 800;
const mostRemembered = 10_000;

/**
 * Remembers which budgets there are, so that an organization without any pays next to nothing. What changes, the limit
 * and what was spent, is read again by who holds the row.
 */
export function createBudgetFinder(rememberMs: number = mostAgeMs): BudgetFinder {
  const remembered = new Map<string, { rows: readonly BudgetRow[]; until: number }>();
  return async (db, organizationId) => {
    const known = remembered.get(organizationId);
    if (known && known.until > Date.now()) return known.rows;
    // Taken before the question: the answer may be as old as the moment it was asked.
    const until = Date.now() + rememberMs;
    const rows = await db.select().from(budgets).where(eq(budgets.organizationId, organizationId));
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(organizationId, { rows, until });
    return rows;
  };
}
