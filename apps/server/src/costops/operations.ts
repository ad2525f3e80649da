import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { checkBudget } from "./budgets/check-budget.ts";
import { createBudget } from "./budgets/create-budget.ts";
import { deleteBudget } from "./budgets/delete-budget.ts";
import { getBudget } from "./budgets/get-budget.ts";
import { listBudgetAlerts } from "./budgets/list-budget-alerts.ts";
import { listBudgets } from "./budgets/list-budgets.ts";
import { updateBudget } from "./budgets/update-budget.ts";
import { createPrice } from "./create-price.ts";
import { getCosts } from "./get-costs.ts";
import { listPrices } from "./list-prices.ts";
import { listUsage } from "./list-usage.ts";
import { submitUsage } from "./submit-usage.ts";

/** Free, so that whoever has used a budget up can still look at it and raise it. */
const ofBudgets = { effect: "database", metered: false } as const;

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The event it writes is its row in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
  serve(actions.createBudget, createBudget, ofBudgets),
  serve(actions.getBudget, getBudget, ofBudgets),
  serve(actions.listBudgets, listBudgets, ofBudgets),
  serve(actions.updateBudget, updateBudget, ofBudgets),
  serve(actions.deleteBudget, deleteBudget, ofBudgets),
  serve(actions.listBudgetAlerts, listBudgetAlerts, ofBudgets),
  serve(actions.checkBudget, checkBudget, ofBudgets),
];
