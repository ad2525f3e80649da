import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { DecodeError } from "../errors/client-errors.ts";
import { call } from "../transport/call.ts";
import { readJson, requestIdOf } from "../transport/read.ts";
import type { ActionContract } from "./contract.ts";
import { toRequest } from "./request.ts";
import type { Wire } from "./schema.ts";
import { validate } from "./validate.ts";

/** An operation: call it with a client, or read its contract. */
export interface Action<P, R> {
  (client: Client, ...args: Args<P, CallOptions>): Promise<R>;
  readonly contract: ActionContract<P, R>;
}

/** Parameters may be left out where none is required. */
export type Args<P, O> = {} extends P ? [params?: P, options?: O] : [params: P, options?: O];

/** Declares an operation that sends one request and gets one answer. */
export function defineAction<P, R>(declared: Omit<ActionContract<P, R>, "kind">): Action<P, R> {
  const contract = { kind: "action" as const, ...declared };
  const run = async (client: Client, ...[params, options = {}]: Args<P, CallOptions>): Promise<R> =>
    call(client, await toRequest(contract, params as P), options, async (response) =>
      decode(contract.name, contract.result, await readJson(response), requestIdOf(response)),
    );
  return Object.assign(run, { contract });
}

/** Checks an answer against its schema: a server of another version is noticed here, not in the caller's code. */
export function decode<T>(
  name: string,
  schema: Wire<T>,
  body: unknown,
  requestId: string | undefined,
  prefix = "",
): T | Promise<T> {
  const fail = (sentence: string, param: string | undefined) =>
    new DecodeError(`${name}: the answer is not what was agreed: ${sentence}`, { param, requestId });
  return validate(schema, body, fail, prefix);
}
