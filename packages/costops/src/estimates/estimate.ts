import type { CallOptions, Client, Wire } from "@platform/core";
import { estimateCost, type OperationEstimate } from "./estimate-cost.ts";

/** An action of any kind, by what it says of its parameters. */
export interface EstimatedAction<P> {
  readonly contract: { readonly name: string; readonly params: Wire<P> };
}

/**
 * Estimates what a call of an action would cost, without making it. Takes every action of every domain.
 *
 * @throws As {@link estimateCost}.
 * @example
 * const { cost, currency } = await estimate(client, createChatCompletion, { model, messages, max_tokens: 500 });
 * console.log(cost?.likely, cost?.worst, currency);
 */
export function estimate<P extends object>(
  client: Client,
  action: EstimatedAction<P>,
  params: NoInfer<P>,
  options?: CallOptions,
): Promise<OperationEstimate> {
  const { name } = action.contract;
  return estimateCost(client, { operation: name, params: { ...params } as Record<string, unknown> }, options);
}
