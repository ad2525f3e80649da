import { type Action, defineAction } from "@platform/core";
import type { Price } from "../prices/price.ts";
import { estimateCostParams, operationEstimate } from "./schemas.ts";

/** Which operation, with which parameters. */
export interface EstimateCostParams {
  /** Its name: `"createChatCompletion"`. */
  operation: string;
  /** What the operation would be given. Default `{}`. */
  params?: Record<string, unknown> | undefined;
}

/** What one call would use and cost, worked out without doing it. */
export interface OperationEstimate {
  operation: string;
  provider: string;
  /** The model by which it is priced; the operation's name where there is none. */
  model: string;
  /** Exact decimals by unit. `worst` is never exceeded; `null` when nothing limits the operation. */
  units: { likely: Record<string, string>; worst: Record<string, string> | null };
  /** Exact decimals in `currency`; `null` when a unit has no price, which is not the same as free. */
  cost: { likely: string; worst: string | null } | null;
  currency: string;
  /** The prices in force that were used. */
  prices: Price[];
  /** How the amounts were found, in sentences. */
  notes: string[];
}

/**
 * Estimates what a call would cost before it is made. Parameters are checked as by the call itself; nothing else is
 * done, and only the estimate is a request in the ledger. `estimate` does the same with an action and its own types.
 *
 * @throws {NotFoundError} `operation_not_found`, or as the operation itself, such as `model_not_found`.
 * @throws {ValidationError} As the operation itself.
 * @example
 * const { cost } = await estimateCost(client, { operation: "createSandbox", params: { ttlMinutes: 30 } });
 */
export const estimateCost: Action<EstimateCostParams, OperationEstimate> = /* @__PURE__ */ defineAction({
  name: "estimateCost",
  route: "POST /v1/estimates",
  params: estimateCostParams,
  result: operationEstimate,
  scope: "costops:read",
  errors: ["operation_not_found"],
});
