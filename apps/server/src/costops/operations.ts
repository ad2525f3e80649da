import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { getAnalytics } from "./analytics/get-analytics.ts";
import { getCosts } from "./costs/get-costs.ts";
import { createPrice } from "./create-price.ts";
import { listPrices } from "./list-prices.ts";
import { getUsage } from "./usage/get-usage.ts";
import { listUsage } from "./usage/list-usage.ts";
import { submitUsageBatch } from "./usage/submit-usage-batch.ts";
import { submitUsage } from "./usage/submit-usage.ts";

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The events they write are their rows in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false }),
  serve(actions.submitUsageBatch, submitUsageBatch, {
    effect: "database",
    metered: false,
    // Looked for in each event by itself.
    mayHoldNul: ["events"],
  }),
  serve(actions.getUsage, getUsage, { effect: "database" }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.getAnalytics, getAnalytics, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
];
