import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { createPrice } from "./create-price.ts";
import { getCosts } from "./get-costs.ts";
import { listPrices } from "./list-prices.ts";
import { listUsage } from "./list-usage.ts";
import { submitUsage } from "./submit-usage.ts";

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The event it writes is its row in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false, audited: false }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
];
