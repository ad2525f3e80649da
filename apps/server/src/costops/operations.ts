import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { createPrice } from "./prices/create-price.ts";
import { deletePrice } from "./prices/delete-price.ts";
import { getPrice } from "./prices/get-price.ts";
import { importPrices } from "./prices/import-prices.ts";
import { listPrices } from "./prices/list-prices.ts";
import { recomputeCosts } from "./prices/recompute-costs.ts";
import { resolvePrice } from "./prices/resolve-price.ts";
import { updatePrice } from "./prices/update-price.ts";
import { getAnalytics } from "./analytics/get-analytics.ts";
import { getCosts } from "./costs/get-costs.ts";
import { getUsage } from "./usage/get-usage.ts";
import { listUsage } from "./usage/list-usage.ts";
import { submitUsageBatch } from "./usage/submit-usage-batch.ts";
import { submitUsage } from "./usage/submit-usage.ts";
import { findAnomalies } from "./anomalies/find-anomalies.ts";
import { exportCosts } from "./exports/export-costs.ts";
import { exportUsage } from "./exports/export-usage.ts";
import { forecastCosts } from "./forecasts/forecast-costs.ts";
import { checkBudget } from "./budgets/check-budget.ts";
import { createBudget } from "./budgets/create-budget.ts";
import { deleteBudget } from "./budgets/delete-budget.ts";
import { getBudget } from "./budgets/get-budget.ts";
import { listBudgetAlerts } from "./budgets/list-budget-alerts.ts";
import { listBudgets } from "./budgets/list-budgets.ts";
import { updateBudget } from "./budgets/update-budget.ts";

/** Free, so that whoever has used a budget up can still look at it and raise it. */
const ofBudgets = { effect: "database", metered: false } as const;

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The events they write are their rows in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false, audited: false }),
  serve(actions.submitUsageBatch, submitUsageBatch, {
    effect: "database",
    metered: false,
    audited: false,
    // Looked for in each event by itself.
    mayHoldNul: ["events"],
  }),
  serve(actions.getUsage, getUsage, { effect: "database" }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.getAnalytics, getAnalytics, { effect: "database" }),
  serve(actions.exportUsage, exportUsage, { effect: "database" }),
  serve(actions.exportCosts, exportCosts, { effect: "database" }),
  serve(actions.forecastCosts, forecastCosts, { effect: "database" }),
  serve(actions.findAnomalies, findAnomalies, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.getPrice, getPrice, { effect: "database" }),
  serve(actions.updatePrice, updatePrice, { effect: "database" }),
  serve(actions.deletePrice, deletePrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
  serve(actions.resolvePrice, resolvePrice, { effect: "database" }),
  serve(actions.importPrices, importPrices, { effect: "database" }),
  // Each of its batches is a transaction; all of them in one would hold up the ledger for minutes.
  serve(actions.recomputeCosts, recomputeCosts, { effect: "engine" }),
  serve(actions.createBudget, createBudget, ofBudgets),
  serve(actions.getBudget, getBudget, ofBudgets),
  serve(actions.listBudgets, listBudgets, ofBudgets),
  serve(actions.updateBudget, updateBudget, ofBudgets),
  serve(actions.deleteBudget, deleteBudget, ofBudgets),
  serve(actions.listBudgetAlerts, listBudgetAlerts, ofBudgets),
  serve(actions.checkBudget, checkBudget, ofBudgets),
];
