import { type Action, defineAction } from "@platform/core";
import type { Price } from "../prices/price.ts";
import { listRatesParams, rates } from "./schemas.ts";

/** Nothing to choose. */
export interface ListRatesParams {}

/** What the platform's own work costs. */
export interface Rates {
  /** When these prices are in force: now, ISO 8601 UTC. */
  at: string;
  /** One a model and unit, sorted by unit. A price of your own stands in for the one that ships. */
  rates: Price[];
}

/**
 * Lists the prices in force now for the platform's own work: requests, tokens, vectors, tasks, sandboxes.
 *
 * @example
 * for (const { unit, model, amount, per } of (await listRates(client)).rates) console.log(unit, model, amount, per);
 */
export const listRates: Action<ListRatesParams, Rates> = /* @__PURE__ */ defineAction({
  name: "listRates",
  route: "GET /v1/rates",
  params: listRatesParams,
  result: rates,
  scope: "costops:read",
});
