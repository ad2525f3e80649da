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
import { createReport } from "./reports/create-report.ts";
import { deleteReport } from "./reports/delete-report.ts";
import { downloadReportRun } from "./reports/download-report-run.ts";
import { getReport } from "./reports/get-report.ts";
import { getReportRun } from "./reports/get-report-run.ts";
import { listReportRuns } from "./reports/list-report-runs.ts";
import { listReports } from "./reports/list-reports.ts";
import { runReport } from "./reports/run-report.ts";
import { updateReport } from "./reports/update-report.ts";

import { calculateCost } from "./estimates/calculate-cost.ts";
import { compareCosts } from "./estimates/compare-costs.ts";
import { estimateCost } from "./estimates/estimate-cost.ts";
import { estimateSandboxCost } from "./estimates/estimate-sandbox-cost.ts";
import { estimateTemplateCost } from "./estimates/estimate-template-cost.ts";
import { listRates } from "./estimates/list-rates.ts";

/** Free, so that whoever has used a budget up can still look at it and raise it. */
const ofBudgets = { effect: "database", metered: false } as const;

/** A thousand events with a few tags each. */
const batchLimit = 8 * 1024 * 1024;
/** What is estimated may be as large as what is done. */
const estimateLimit = 32 * 1024 * 1024;

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The events they write are their rows in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false, audited: false }),
  serve(actions.submitUsageBatch, submitUsageBatch, {
    effect: "database",
    metered: false,
    audited: false,
    bodyLimit: batchLimit,
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
  serve(actions.createReport, createReport, { effect: "database" }),
  serve(actions.getReport, getReport, { effect: "database" }),
  serve(actions.listReports, listReports, { effect: "database" }),
  serve(actions.updateReport, updateReport, { effect: "database" }),
  serve(actions.deleteReport, deleteReport, { effect: "database" }),
  // The export it asks for is counted when it is done.
  serve(actions.runReport, runReport, { effect: "database", metered: false }),
  serve(actions.listReportRuns, listReportRuns, { effect: "database" }),
  serve(actions.getReportRun, getReportRun, { effect: "database" }),
  serve(actions.downloadReportRun, downloadReportRun, { effect: "database" }),
  serve(actions.listRates, listRates, { effect: "database" }),
  serve(actions.estimateTemplateCost, estimateTemplateCost, { effect: "database" }),
  serve(actions.estimateSandboxCost, estimateSandboxCost, { effect: "database" }),
  serve(actions.compareCosts, compareCosts, { effect: "database" }),
  serve(actions.calculateCost, calculateCost, { effect: "database" }),
  serve(actions.estimateCost, estimateCost, { effect: "none", bodyLimit: estimateLimit }),
];
