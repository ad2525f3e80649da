import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { calculateCost } from "./estimates/calculate-cost.ts";
import { compareCosts } from "./estimates/compare-costs.ts";
import { estimateCost } from "./estimates/estimate-cost.ts";
import { estimateSandboxCost } from "./estimates/estimate-sandbox-cost.ts";
import { estimateTemplateCost } from "./estimates/estimate-template-cost.ts";
import { listRates } from "./estimates/list-rates.ts";
import { createPrice } from "./create-price.ts";
import { getCosts } from "./get-costs.ts";
import { listPrices } from "./list-prices.ts";
import { listUsage } from "./list-usage.ts";
import { submitUsageBatch } from "./submit-usage-batch.ts";
import { submitUsage } from "./submit-usage.ts";

/** A thousand events with a few tags each. */
const batchLimit = 8 * 1024 * 1024;
/** What is estimated may be as large as what is done. */
const estimateLimit = 32 * 1024 * 1024;

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The event it writes is its row in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false }),
  serve(actions.submitUsageBatch, submitUsageBatch, {
    effect: "database",
    metered: false,
    bodyLimit: batchLimit,
  }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
  serve(actions.listRates, listRates, { effect: "database" }),
  serve(actions.estimateTemplateCost, estimateTemplateCost, { effect: "database" }),
  serve(actions.estimateSandboxCost, estimateSandboxCost, { effect: "database" }),
  serve(actions.compareCosts, compareCosts, { effect: "database" }),
  serve(actions.calculateCost, calculateCost, { effect: "database" }),
  serve(actions.estimateCost, estimateCost, { effect: "none", bodyLimit: estimateLimit }),
];
