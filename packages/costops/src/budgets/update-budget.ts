import { type Action, defineAction } from "@platform/core";
import type { Budget } from "./budget.ts";
import { budget, updateBudgetParams } from "./schemas.ts";

/** What to change; what is left out stays. Scope, window, zone and currency stay for good: make another budget. */
export interface UpdateBudgetParams {
  /** `bud_…` */
  budgetId: string;
  name?: string | undefined;
  /** An exact decimal as text. Lowered below what was spent, nothing more is allowed in this window. */
  limit?: string | undefined;
  kind?: "hard" | "soft" | undefined;
  /** Percent of the limit. */
  thresholds?: number[] | undefined;
  alertOnProjection?: boolean | undefined;
}

/**
 * Changes a budget. A new limit holds for the very next operation; what was spent is kept.
 *
 * @throws {NotFoundError} `budget_not_found`.
 * @throws {PermissionError} `scope_missing` for a budget of the whole organization without the scope `organization:write`.
 * @example
 * await updateBudget(client, { budgetId, limit: "75" });
 */
export const updateBudget: Action<UpdateBudgetParams, Budget> = /* @__PURE__ */ defineAction({
  name: "updateBudget",
  route: "PATCH /v1/budgets/{budgetId}",
  params: updateBudgetParams,
  result: budget,
  scope: "costops:write",
  errors: ["budget_not_found"],
});
