import type { Client } from "../client/create-client.ts";
import type { SocketOptions } from "../socket/options.ts";
import { openSocket, type Socket } from "../socket/socket.ts";
import type { SocketContract } from "./contract.ts";
import type { Args } from "./define-action.ts";
import { toRequest } from "./request.ts";

/** An operation that keeps a connection open both ways. */
export interface SocketAction<P, I, O> {
  (client: Client, ...args: Args<P, SocketOptions>): Promise<Socket<I, O>>;
  readonly contract: SocketContract<P, I, O>;
}

/** Declares an operation that exchanges JSON messages over a WebSocket. */
export function defineSocket<P, I, O>(
  declared: Omit<SocketContract<P, I, O>, "kind">,
): SocketAction<P, I, O> {
  const contract = { kind: "socket" as const, ...declared };
  const run = async (
    client: Client,
    ...[params, options = {}]: Args<P, SocketOptions>
  ): Promise<Socket<I, O>> => {
    const spec = await toRequest(contract, params as P, "query");
    const open = (more: SocketOptions) => openSocket(client, contract, spec, more);
    const policy = options.reconnect ?? contract.reconnect;
    return policy ? policy(open, options) : open(options);
  };
  return Object.assign(run, { contract });
}
