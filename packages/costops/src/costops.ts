import {
  bind,
  type Bound,
  type BoundList,
  type Client,
  type ClientOptions,
  toClient,
  type BoundDownload,
} from "@platform/core";
import type { AnomalyReport } from "./anomalies/anomaly-report.ts";
import { findAnomalies, type FindAnomaliesParams } from "./anomalies/find-anomalies.ts";
import type { AnalyticsReport } from "./analytics/analytics-report.ts";
import { getAnalytics, type GetAnalyticsParams } from "./analytics/get-analytics.ts";
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
import { calculateCost } from "./estimates/calculate-cost.ts";
import { compareCosts, type CompareCostsParams, type CostComparison } from "./estimates/compare-costs.ts";
import type { CostEstimate } from "./estimates/cost-estimate.ts";
import { estimateCost, type EstimateCostParams, type OperationEstimate } from "./estimates/estimate-cost.ts";
import { estimateSandboxCost, type EstimateSandboxCostParams } from "./estimates/estimate-sandbox-cost.ts";
import {
  estimateTemplateCost,
  type EstimateTemplateCostParams,
  type TemplateCostEstimate,
} from "./estimates/estimate-template-cost.ts";
import { listRates, type ListRatesParams, type Rates } from "./estimates/list-rates.ts";
import { exportCosts, type ExportCostsParams } from "./exports/export-costs.ts";
import { exportUsage, type ExportUsageParams } from "./exports/export-usage.ts";
import type { CostForecastReport } from "./forecasts/cost-forecast.ts";
import { forecastCosts, type ForecastCostsParams } from "./forecasts/forecast-costs.ts";
import { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
import { deletePrice, type DeletePriceParams } from "./prices/delete-price.ts";
import { getPrice, type GetPriceParams } from "./prices/get-price.ts";
import { importPrices, type ImportPricesParams, type PriceImport } from "./prices/import-prices.ts";
import { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
import type { Price } from "./prices/price.ts";
import {
  type CostRecomputation,
  recomputeCosts,
  type RecomputeCostsParams,
} from "./prices/recompute-costs.ts";
import { type PriceResolution, resolvePrice, type ResolvePriceParams } from "./prices/resolve-price.ts";
import { updatePrice, type UpdatePriceParams } from "./prices/update-price.ts";
import { createReport, type CreateReportParams } from "./reports/create-report.ts";
import { type DeletedReport, deleteReport, type DeleteReportParams } from "./reports/delete-report.ts";
import { downloadReportRun, type DownloadReportRunParams } from "./reports/download-report-run.ts";
import { getReportRun, type GetReportRunParams } from "./reports/get-report-run.ts";
import { getReport, type GetReportParams } from "./reports/get-report.ts";
import { listReportRuns, type ListReportRunsParams } from "./reports/list-report-runs.ts";
import { listReports, type ListReportsParams } from "./reports/list-reports.ts";
import type { ReportRun } from "./reports/report-run.ts";
import type { Report } from "./reports/report.ts";
import { runReport, type RunReportParams } from "./reports/run-report.ts";
import { updateReport, type UpdateReportParams } from "./reports/update-report.ts";
import { getUsage, type GetUsageParams } from "./usage/get-usage.ts";
import { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
import { submitUsageBatch, type SubmitUsageBatchParams } from "./usage/submit-usage-batch.ts";
import { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
import type { UsageBatch } from "./usage/usage-batch.ts";
import type { UsageRecord } from "./usage/usage-record.ts";

/** Cost operations, grouped by what they work on. */
export interface CostOps {
  readonly usage: {
    /** {@link submitUsage} */
    readonly submit: Bound<SubmitUsageParams, UsageRecord>;
    /** {@link submitUsageBatch} */
    readonly submitBatch: Bound<SubmitUsageBatchParams, UsageBatch>;
    /** {@link getUsage} */
    readonly get: Bound<GetUsageParams, UsageRecord>;
    /** {@link listUsage} */
    readonly list: BoundList<ListUsageParams, UsageRecord>;
    /** {@link exportUsage} */
    readonly export: BoundDownload<ExportUsageParams>;
  };
  readonly costs: {
    /** {@link getCosts} */
    readonly get: Bound<GetCostsParams, CostReport>;
    /** {@link exportCosts} */
    readonly export: BoundDownload<ExportCostsParams>;
    /** {@link forecastCosts} */
    readonly forecast: Bound<ForecastCostsParams, CostForecastReport>;
    /** {@link findAnomalies} */
    readonly anomalies: Bound<FindAnomaliesParams, AnomalyReport>;
  };
  readonly analytics: {
    /** {@link getAnalytics} */
    readonly get: Bound<GetAnalyticsParams, AnalyticsReport>;
  };
  readonly prices: {
    /** {@link createPrice} */
    readonly create: Bound<CreatePriceParams, Price>;
    /** {@link getPrice} */
    readonly get: Bound<GetPriceParams, Price>;
    /** {@link updatePrice} */
    readonly update: Bound<UpdatePriceParams, Price>;
    /** {@link deletePrice} */
    readonly delete: Bound<DeletePriceParams, Price>;
    /** {@link listPrices} */
    readonly list: BoundList<ListPricesParams, Price>;
    /** {@link resolvePrice} */
    readonly resolve: Bound<ResolvePriceParams, PriceResolution>;
    /** {@link importPrices} */
    readonly import: Bound<ImportPricesParams, PriceImport>;
    /** {@link recomputeCosts} */
    readonly recompute: Bound<RecomputeCostsParams, CostRecomputation>;
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
  readonly reports: {
    /** {@link createReport} */
    readonly create: Bound<CreateReportParams, Report>;
    /** {@link getReport} */
    readonly get: Bound<GetReportParams, Report>;
    /** {@link listReports} */
    readonly list: BoundList<ListReportsParams, Report>;
    /** {@link updateReport} */
    readonly update: Bound<UpdateReportParams, Report>;
    /** {@link deleteReport} */
    readonly delete: Bound<DeleteReportParams, DeletedReport>;
    /** {@link runReport} */
    readonly run: Bound<RunReportParams, ReportRun>;
    /** {@link listReportRuns} */
    readonly runs: BoundList<ListReportRunsParams, ReportRun>;
    /** {@link getReportRun} */
    readonly getRun: Bound<GetReportRunParams, ReportRun>;
    /** {@link downloadReportRun} */
    readonly download: BoundDownload<DownloadReportRunParams>;
  };
  readonly estimates: {
    /** {@link estimateCost} */
    readonly operation: Bound<EstimateCostParams, OperationEstimate>;
    /** {@link estimateTemplateCost} */
    readonly template: Bound<EstimateTemplateCostParams, TemplateCostEstimate>;
    /** {@link estimateSandboxCost} */
    readonly sandbox: Bound<EstimateSandboxCostParams, CostEstimate>;
    /** {@link compareCosts} */
    readonly compare: Bound<CompareCostsParams, CostComparison>;
    /** {@link calculateCost} */
    readonly calculate: Bound<EstimateSandboxCostParams, CostEstimate>;
    /** {@link listRates} */
    readonly rates: Bound<ListRatesParams, Rates>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { usage, costs, analytics, prices, budgets, reports } = costops(client);
 */
export function costops(clientOrOptions?: Client | ClientOptions): CostOps {
  const client = toClient(clientOrOptions);
  return {
    usage: {
      submit: bind(client, submitUsage),
      submitBatch: bind(client, submitUsageBatch),
      get: bind(client, getUsage),
      list: bind(client, listUsage),
      export: bind(client, exportUsage),
    },
    costs: {
      get: bind(client, getCosts),
      export: bind(client, exportCosts),
      forecast: bind(client, forecastCosts),
      anomalies: bind(client, findAnomalies),
    },
    analytics: { get: bind(client, getAnalytics) },
    prices: {
      create: bind(client, createPrice),
      get: bind(client, getPrice),
      update: bind(client, updatePrice),
      delete: bind(client, deletePrice),
      list: bind(client, listPrices),
      resolve: bind(client, resolvePrice),
      import: bind(client, importPrices),
      recompute: bind(client, recomputeCosts),
    },
    budgets: {
      create: bind(client, createBudget),
      get: bind(client, getBudget),
      list: bind(client, listBudgets),
      update: bind(client, updateBudget),
      delete: bind(client, deleteBudget),
      check: bind(client, checkBudget),
      alerts: bind(client, listBudgetAlerts),
    },
    reports: {
      create: bind(client, createReport),
      get: bind(client, getReport),
      list: bind(client, listReports),
      update: bind(client, updateReport),
      delete: bind(client, deleteReport),
      run: bind(client, runReport),
      runs: bind(client, listReportRuns),
      getRun: bind(client, getReportRun),
      download: bind(client, downloadReportRun),
    },
    estimates: {
      operation: bind(client, estimateCost),
      template: bind(client, estimateTemplateCost),
      sandbox: bind(client, estimateSandboxCost),
      compare: bind(client, compareCosts),
      calculate: bind(client, calculateCost),
      rates: bind(client, listRates),
    },
  };
}
