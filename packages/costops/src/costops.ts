import { bind, type Bound, type BoundList, type Client, type ClientOptions, toClient } from "@platform/core";
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
import { createPrice, type CreatePriceParams } from "./prices/create-price.ts";
import { listPrices, type ListPricesParams } from "./prices/list-prices.ts";
import type { Price } from "./prices/price.ts";
import { listUsage, type ListUsageParams } from "./usage/list-usage.ts";
import {
  submitUsageBatch,
  type SubmitUsageBatchParams,
  type UsageBatch,
} from "./usage/submit-usage-batch.ts";
import { submitUsage, type SubmitUsageParams } from "./usage/submit-usage.ts";
import type { UsageRecord } from "./usage/usage-record.ts";

/** Cost operations, grouped by what they work on. */
export interface CostOps {
  readonly usage: {
    /** {@link submitUsage} */
    readonly submit: Bound<SubmitUsageParams, UsageRecord>;
    /** {@link submitUsageBatch} */
    readonly submitBatch: Bound<SubmitUsageBatchParams, UsageBatch>;
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
 * const { usage, costs, prices } = costops(client);
 */
export function costops(clientOrOptions?: Client | ClientOptions): CostOps {
  const client = toClient(clientOrOptions);
  return {
    usage: {
      submit: bind(client, submitUsage),
      submitBatch: bind(client, submitUsageBatch),
      list: bind(client, listUsage),
    },
    costs: { get: bind(client, getCosts) },
    prices: { create: bind(client, createPrice), list: bind(client, listPrices) },
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
