import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Budget } from "./budget.ts";
import { budget, listBudgetsParams } from "./schemas.ts";

/** Whose, and how many at a time. */
export interface ListBudgetsParams extends ListParams {
  /** Whose project. Another one of the organization needs `organization:read`. Default: the key's. */
  projectId?: string | undefined;
}

/**
 * Lists the budgets of a project, newest first, each as it stands at this moment.
 *
 * @example
 * for await (const { name, remaining } of listBudgets(client)) console.log(name, remaining);
 */
export const listBudgets: ListAction<ListBudgetsParams, Budget> = /* @__PURE__ */ defineList({
  name: "listBudgets",
  route: "GET /v1/budgets",
  params: listBudgetsParams,
  item: budget,
  scope: "costops:read",
});
