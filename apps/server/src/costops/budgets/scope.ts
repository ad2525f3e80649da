import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { budgets, usageEvents } from "../../store/schema/index.ts";
import { localStart, momentOf } from "./windows.ts";

export type BudgetRow = typeof budgets.$inferSelect;

/** Who spends, on whose behalf. */
export interface Spender {
  readonly organizationId: string;
  readonly projectId: string;
  readonly apiKeyId: string | null;
  readonly userId?: string | null | undefined;
  readonly runId?: string | null | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Whether spending counts towards a budget, currency aside. */
export function applies(budget: BudgetRow, by: Spender): boolean {
  return (
    budget.organizationId === by.organizationId &&
    (budget.organizationWide || budget.projectId === by.projectId) &&
    (budget.apiKeyId ?? by.apiKeyId) === by.apiKeyId &&
    (budget.userId ?? by.userId) === by.userId &&
    (budget.runId ?? by.runId) === by.runId &&
    (budget.tagName === null || by.tags?.[budget.tagName] === budget.tagValue)
  );
}

/** The same, asked of the ledger. */
export const inScope = (budget: BudgetRow): SQL | undefined =>
  and(
    eq(usageEvents.organizationId, budget.organizationId),
    budget.organizationWide ? undefined : eq(usageEvents.projectId, budget.projectId),
    eq(usageEvents.currency, budget.currency),
    budget.apiKeyId === null ? undefined : eq(usageEvents.apiKeyId, budget.apiKeyId),
    budget.userId === null ? undefined : eq(usageEvents.userId, budget.userId),
    budget.runId === null ? undefined : eq(usageEvents.runId, budget.runId),
    budget.tagName === null
      ? undefined
      : sql`${usageEvents.tags} @> ${JSON.stringify({ [budget.tagName]: budget.tagValue })}::jsonb`,
  );

/** The rows of the ledger in the window that holds a moment. The query joins the budget's row. */
export function inWindow(budget: BudgetRow, at: Date): SQL | undefined {
  if (budget.window === "total") return undefined;
  if (budget.window === "rolling") {
    return gt(usageEvents.occurredAt, new Date(at.getTime() - (budget.rollingHours ?? 0) * 3_600_000));
  }
  const local = localStart(momentOf(at));
  // The range lets the index help; a day more on either side is wider than any zone's offset.
  return and(
    sql`${usageEvents.occurredAt} >= (${local} - interval '1 day') at time zone 'UTC'`,
    sql`${usageEvents.occurredAt} < (${local} + interval '368 days') at time zone 'UTC'`,
    sql`${localStart(sql`${usageEvents.occurredAt}`)} = ${local}`,
  );
}
