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
import type { CostReport } from "./costs/cost-report.ts";
import { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
import { exportCosts, type ExportCostsParams } from "./exports/export-costs.ts";
import { exportUsage, type ExportUsageParams } from "./exports/export-usage.ts";
import type { CostForecastReport } from "./forecasts/cost-forecast.ts";
import { forecastCosts, type ForecastCostsParams } from "./forecasts/forecast-costs.ts";
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
  readonly prices: {
    /** {@link createPrice} */
    readonly create: Bound<CreatePriceParams, Price>;
    /** {@link listPrices} */
    readonly list: BoundList<ListPricesParams, Price>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { usage, costs, prices } = costops(client);
 */
export function costops(clientOrOptions?: Client | ClientOptions): CostOps {
  const client = toClient(clientOrOptions);
  return {
    usage: {
      submit: bind(client, submitUsage),
      list: bind(client, listUsage),
      export: bind(client, exportUsage),
    },
    costs: {
      get: bind(client, getCosts),
      export: bind(client, exportCosts),
      forecast: bind(client, forecastCosts),
      anomalies: bind(client, findAnomalies),
    },
    prices: { create: bind(client, createPrice), list: bind(client, listPrices) },
  };
}
