import type { Action, Args, CallOptions, Client } from "@platform/core";

/** Longer runs than this need more patience than a client has by default (60,000 ms for an attempt). */
const shortMs = 45_000;
const reserveMs = 15_000;

/** Makes a call wait as long as the run it asks for, unless the caller has said how long it may take. */
export function outlast<P extends { timeoutMs?: number | undefined }, R>(action: Action<P, R>): Action<P, R> {
  const run = (client: Client, ...[params, options]: Args<P, CallOptions>): Promise<R> => {
    const runMs = params?.timeoutMs ?? 0;
    const patient = runMs > shortMs ? { timeoutMs: runMs + reserveMs, ...options } : options;
    return action(client, ...([params, patient] as Args<P, CallOptions>));
  };
  return Object.assign(run, { contract: action.contract });
}
