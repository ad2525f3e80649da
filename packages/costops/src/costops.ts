import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
import type { AnalyticsReport } from "./analytics/analytics-report.ts";
import { getAnalytics, type GetAnalyticsParams } from "./analytics/get-analytics.ts";
import type { CostReport } from "./costs/cost-report.ts";
import { getCosts, type GetCostsParams } from "./costs/get-costs.ts";
import { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
import { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
import type { Price } from "./prices/price.ts";
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
  };
  readonly costs: {
    /** {@link getCosts} */
    readonly get: Bound<GetCostsParams, CostReport>;
  };
  readonly analytics: {
    /** {@link getAnalytics} */
    readonly get: Bound<GetAnalyticsParams, AnalyticsReport>;
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
 * const { usage, costs, analytics, prices } = costops(client);
 */
export function costops(clientOrOptions?: Client | ClientOptions): CostOps {
  const client = toClient(clientOrOptions);
  return {
    usage: {
      submit: bind(client, submitUsage),
      submitBatch: bind(client, submitUsageBatch),
      get: bind(client, getUsage),
      list: bind(client, listUsage),
    },
    costs: { get: bind(client, getCosts) },
    analytics: { get: bind(client, getAnalytics) },
    prices: { create: bind(client, createPrice), list: bind(client, listPrices) },
  };
}
