import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import type { ActionContract } from "./contract.ts";
import type { Action, Args } from "./define-action.ts";

/** An operation whose answer is made into something handier on the client; its contract is the wire's. */
export interface MappedAction<P, R, H> {
  (client: Client, ...args: Args<P, CallOptions>): Promise<H>;
  readonly contract: ActionContract<P, R>;
  /** The operation as it was, for those who want the answer that travelled. */
  readonly bare: Action<P, R>;
}

/** Makes an operation give `map(client, answer)` instead of the bare answer. */
export function mapAction<P, R, H>(
  action: Action<P, R>,
  map: (client: Client, result: R) => H,
): MappedAction<P, R, H> {
  const run = async (client: Client, ...args: Args<P, CallOptions>) =>
    map(client, await action(client, ...args));
  return Object.assign(run, { contract: action.contract, bare: action });
}
