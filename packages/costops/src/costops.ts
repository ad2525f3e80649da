import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
import type { BudgetAlert } from "./budgets/budget-alert.ts";
import type { Budget } from "./budgets/budget.ts";
import { type BudgetCheck, checkBudget, type CheckBudgetParams } from "./budgets/check-budget.ts";
import { createBudget, type CreateBudgetParams } from "./budgets/create-budget.ts";
import { deleteBudget, type DeleteBudgetParams, type DeletedBudget } from "./budgets/delete-budget.ts";
import { getBudget, type GetBudgetParams } from "./budgets/get-budget.ts";
import { listBudgetAlerts, type ListBudgetAlertsParams } from "./budgets/list-budget-alerts.ts";
import { listBudgets, type ListBudgetsParams } from "./budgets/list-budgets.ts";
import { updateBudget, type UpdateBudgetParams } from "./budgets/update-budget.ts";
import type { CostReport } from "./costs/cost-report.ts";
import { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
import { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
import { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
import type { Price } from "./prices/price.ts";
import { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
import { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
import type { UsageRecord } from "./usage/usage-record.ts";

/** Cost operations, grouped by what they work on. */
export interface CostOps {
  readonly usage: {
    /** {@link submitUsage} */
    readonly submit: Bound<SubmitUsageParams, UsageRecord>;
    /** {@link listUsage} */
    readonly list: BoundList<ListUsageParams, UsageRecord>;
  };
  readonly costs: {
    /** {@link getCosts} */
    readonly get: Bound<GetCostsParams, CostReport>;
  };
  readonly prices: {
    /** {@link createPrice} */
    readonly create: Bound<CreatePriceParams, Price>;
    /** {@link listPrices} */
    readonly list: BoundList<ListPricesParams, Price>;
  };
  readonly budgets: {
    /** {@link createBudget} */
    readonly create: Bound<CreateBudgetParams, Budget>;
    /** {@link getBudget} */
    readonly get: Bound<GetBudgetParams, Budget>;
    /** {@link listBudgets} */
    readonly list: BoundList<ListBudgetsParams, Budget>;
    /** {@link updateBudget} */
    readonly update: Bound<UpdateBudgetParams, Budget>;
    /** {@link deleteBudget} */
    readonly delete: Bound<DeleteBudgetParams, DeletedBudget>;
    /** {@link checkBudget} */
    readonly check: Bound<CheckBudgetParams, BudgetCheck>;
    /** {@link listBudgetAlerts} */
    readonly alerts: BoundList<ListBudgetAlertsParams, BudgetAlert>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { usage, costs, prices, budgets } = costops(client);
 */
export function costops(clientOrOptions?: Client | ClientOptions): CostOps {
  const client = toClient(clientOrOptions);
  return {
    usage: { submit: bind(client, submitUsage), list: bind(client, listUsage) },
    costs: { get: bind(client, getCosts) },
    prices: { create: bind(client, createPrice), list: bind(client, listPrices) },
    budgets: {
      create: bind(client, createBudget),
      get: bind(client, getBudget),
      list: bind(client, listBudgets),
      update: bind(client, updateBudget),
      delete: bind(client, deleteBudget),
      check: bind(client, checkBudget),
      alerts: bind(client, listBudgetAlerts),
    },
  };
}
