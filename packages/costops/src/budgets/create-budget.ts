import { type Action, defineAction } from "@platform/core";
import type { Budget, BudgetScope, BudgetWindow } from "./budget.ts";
import { budget, createBudgetParams } from "./schemas.ts";

/** A limit to set. */
export interface CreateBudgetParams {
  name: string;
  /** The most that may be spent in one window: an exact decimal as text, such as `"50"`, up to 10 places. */
  limit: string;
  /** ISO 4217. Default `"USD"`. */
  currency?: string | undefined;
  /** Whose spending counts. Default: everything in the key's project. */
  scope?: BudgetScope | undefined;
  /** Whose project. Another one of the organization needs `organization:write`. Default: the key's. */
  projectId?: string | undefined;
  /** `"hard"` refuses what might go over, `"soft"` only tells. Default `"hard"`. */
  kind?: "hard" | "soft" | undefined;
  /** Default `"monthly"`. */
  window?: BudgetWindow | undefined;
  /** Where days, weeks, months and years begin: an IANA zone. Default `"UTC"`. */
  timeZone?: string | undefined;
  /** Percent of the limit at which an alert is raised, up to 10 of them from 1 to 1,000. Default `[80, 100]`. */
  thresholds?: number[] | undefined;
  /** Whether an alert is raised when the projection goes over the limit. Default `false`. */
  alertOnProjection?: boolean | undefined;
}

/**
 * Sets a limit on spending. It holds on every server within a second. What the ledger has of the window already
 * counts. Several budgets may apply to an operation; all must allow it.
 *
 * @throws {ValidationError} when the time zone is unknown.
 * @throws {PermissionError} `scope_missing` for a budget of another project or the whole organization without the scope
 * `organization:write`.
 * @throws {NotFoundError} `project_not_found` when there is no such project, or it is archived.
 * @example
 * await createBudget(client, { name: "team", limit: "50", window: "monthly", timeZone: "Europe/Berlin" });
 */
export const createBudget: Action<CreateBudgetParams, Budget> = /* @__PURE__ */ defineAction({
  name: "createBudget",
  route: "POST /v1/budgets",
  params: createBudgetParams,
  result: budget,
  scope: "costops:write",
  errors: ["project_not_found"],
});
