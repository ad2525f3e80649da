import { type Action, defineAction } from "@platform/core";
import type { Budget } from "./budget.ts";
import { budget, budgetParams } from "./schemas.ts";

/** Which budget. */
export interface GetBudgetParams {
  /** `bud_…` */
  budgetId: string;
}

/**
 * Reads a budget with what was spent, what is set aside and what is left at this moment.
 *
 * @throws {NotFoundError} `budget_not_found`.
 * @example
 * const { remaining, windowEnd } = await getBudget(client, { budgetId });
 */
export const getBudget: Action<GetBudgetParams, Budget> = /* @__PURE__ */ defineAction({
  name: "getBudget",
  route: "GET /v1/budgets/{budgetId}",
  params: budgetParams,
  result: budget,
  scope: "costops:read",
  errors: ["budget_not_found"],
});
