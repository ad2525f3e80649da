import * as actions from "@platform/costops";
import { serve } from "../http/serve.ts";
import { getCosts } from "./get-costs.ts";
import { listUsage } from "./list-usage.ts";
import { createPrice } from "./prices/create-price.ts";
import { deletePrice } from "./prices/delete-price.ts";
import { getPrice } from "./prices/get-price.ts";
import { importPrices } from "./prices/import-prices.ts";
import { listPrices } from "./prices/list-prices.ts";
import { recomputeCosts } from "./prices/recompute-costs.ts";
import { resolvePrice } from "./prices/resolve-price.ts";
import { updatePrice } from "./prices/update-price.ts";
import { submitUsage } from "./submit-usage.ts";

/** Cost operations as the server serves them. */
export const costopsOperations = [
  // The event it writes is its row in the ledger.
  serve(actions.submitUsage, submitUsage, { effect: "database", metered: false }),
  serve(actions.listUsage, listUsage, { effect: "database" }),
  serve(actions.getCosts, getCosts, { effect: "database" }),
  serve(actions.createPrice, createPrice, { effect: "database" }),
  serve(actions.getPrice, getPrice, { effect: "database" }),
  serve(actions.updatePrice, updatePrice, { effect: "database" }),
  serve(actions.deletePrice, deletePrice, { effect: "database" }),
  serve(actions.listPrices, listPrices, { effect: "database" }),
  serve(actions.resolvePrice, resolvePrice, { effect: "database" }),
  serve(actions.importPrices, importPrices, { effect: "database" }),
  // Each of its batches is a transaction; all of them in one would hold up the ledger for minutes.
  serve(actions.recomputeCosts, recomputeCosts, { effect: "engine" }),
];
