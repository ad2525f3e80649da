import { type Action, defineAction } from "@platform/core";
import { budgetParams, deletedBudget } from "./schemas.ts";

/** Which budget. */
export interface DeleteBudgetParams {
  /** `bud_…` */
  budgetId: string;
}

/** The budget that is gone. */
export interface DeletedBudget {
  id: string;
}

/**
 * Takes a budget and its alerts away. The ledger stays as it is.
 *
 * @throws {NotFoundError} `budget_not_found`.
 * @throws {PermissionError} `scope_missing` for a budget of the whole organization without the scope `organization:write`.
 * @example
 * await deleteBudget(client, { budgetId });
 */
export const deleteBudget: Action<DeleteBudgetParams, DeletedBudget> = /* @__PURE__ */ defineAction({
  name: "deleteBudget",
  route: "DELETE /v1/budgets/{budgetId}",
  params: budgetParams,
  result: deletedBudget,
  scope: "costops:write",
  errors: ["budget_not_found"],
});
