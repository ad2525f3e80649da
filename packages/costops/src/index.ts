export type { BudgetAlert } from "./budgets/budget-alert.ts";
export type { Budget, BudgetScope, BudgetWindow } from "./budgets/budget.ts";
export {
  type BudgetCheck,
  type BudgetCheckEntry,
  checkBudget,
  type CheckBudgetParams,
} from "./budgets/check-budget.ts";
export { createBudget, type CreateBudgetParams } from "./budgets/create-budget.ts";
export { deleteBudget, type DeleteBudgetParams, type DeletedBudget } from "./budgets/delete-budget.ts";
export { getBudget, type GetBudgetParams } from "./budgets/get-budget.ts";
export { listBudgetAlerts, type ListBudgetAlertsParams } from "./budgets/list-budget-alerts.ts";
export { listBudgets, type ListBudgetsParams } from "./budgets/list-budgets.ts";
export { updateBudget, type UpdateBudgetParams } from "./budgets/update-budget.ts";
export { costops, type CostOps } from "./costops.ts";
export type { CostDimension, CostGroup, CostReport, CostSum } from "./costs/cost-report.ts";
export { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
export { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
export { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
export type { Price } from "./prices/price.ts";
export { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
export { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
export type { UsageFilter } from "./usage/usage-filter.ts";
export type { UsageRecord } from "./usage/usage-record.ts";
