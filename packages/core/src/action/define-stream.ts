import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { StreamError } from "../errors/client-errors.ts";
import { apiError } from "../errors/from-response.ts";
import { type EventStream, eventStream } from "../stream/event-stream.ts";
import { sse } from "../stream/sse.ts";
import { call } from "../transport/call.ts";
import type { StreamContract } from "./contract.ts";
import { type Args, decode } from "./define-action.ts";
import { type RequestSpec, toRequest } from "./request.ts";

/** An operation whose answer comes in events. */
export interface StreamAction<P, E> {
  (client: Client, ...args: Args<P, CallOptions>): EventStream<E>;
  readonly contract: StreamContract<P, E>;
}

/** Declares an operation that answers with server-sent events, ended by `data: [DONE]`. */
export function defineStream<P, E>(declared: Omit<StreamContract<P, E>, "kind">): StreamAction<P, E> {
  const contract = { kind: "stream" as const, ...declared };
  const run = (client: Client, ...[params, options = {}]: Args<P, CallOptions>): EventStream<E> => {
    const state: { lastEventId?: string | undefined } = {};
    const read = async function* (left: AbortSignal): AsyncGenerator<E> {
      const linked = link(options.signal, left);
      try {
        const spec = await toRequest(contract, params as P);
        yield* events(client, contract, spec, { ...options, signal: linked.signal }, state);
      } catch (error) {
        // Leaving by `cancel` is an end, not a failure; the caller's own abort is one.
        if (!left.aborted) throw error;
      } finally {
        linked.unlink();
      }
    };
    return eventStream(read, state);
  };
  return Object.assign(run, { contract });
}

/** Opens the stream and reads it to its end, opening it again after a break where the server can resume. */
async function* events<P, E>(
  client: Client,
  contract: StreamContract<P, E>,
  spec: RequestSpec,
  options: CallOptions,
  state: { lastEventId?: string | undefined },
): AsyncGenerator<E> {
  const body = spec.body && { ...spec.body, ...contract.constants };
  // One key for every opening, so that a stream opened again is not counted again.
  const fixed = { ...options, idempotencyKey: options.idempotencyKey ?? crypto.randomUUID() };
  for (let breaks = 0; ; breaks++) {
    const headers = {
      accept: "text/event-stream",
      ...(state.lastEventId && { "last-event-id": state.lastEventId }),
    };
    try {
      const opened = await call(client, { ...spec, body, headers }, fixed, async (response, attempt) => ({
        response,
        attempt,
      }));
      const { response } = opened;
      for await (const message of sse(response, opened.attempt)) {
        if (message.data === "[DONE]") return;
        const data = parse(message.data);
        if (message.event === "error" || Object(data).error)
          throw apiError(response.status, data, response.headers);
        state.lastEventId = message.id ?? state.lastEventId;
        yield await decode(contract.name, contract.event, data, response);
        breaks = 0;
      }
      throw new StreamError("The stream ended before its last event.", {
        code: "stream_truncated",
        retryable: true,
      });
    } catch (error) {
      const resumable = contract.resumable && error instanceof StreamError && error.retryable;
      if (!resumable || breaks >= 3) throw error;
    }
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new StreamError("An event is not JSON.", { code: "stream_malformed", cause });
  }
}

/** Follows two signals with plain listeners that are taken off at the end. */
function link(caller: AbortSignal | undefined, left: AbortSignal) {
  const controller = new AbortController();
  const follow = () => controller.abort(caller?.reason ?? left.reason);
  if (caller?.aborted || left.aborted) follow();
  caller?.addEventListener("abort", follow);
  left.addEventListener("abort", follow);
  const unlink = () => {
    caller?.removeEventListener("abort", follow);
    left.removeEventListener("abort", follow);
  };
  return { signal: controller.signal, unlink };
}
