import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { DecodeError, StreamError } from "../errors/client-errors.ts";
import { apiError } from "../errors/from-response.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { type EventStream, eventStream } from "../stream/event-stream.ts";
import { sse } from "../stream/sse.ts";
import type { Attempt } from "../transport/attempt.ts";
import { call } from "../transport/call.ts";
import { randomKey } from "../transport/random-key.ts";
import { requestIdOf } from "../transport/read.ts";
import { nextDelay } from "../transport/retry.ts";
import { sleep } from "../transport/sleep.ts";
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
  const own = client[settings];
  const until = Date.now() + (options.deadlineMs ?? own.deadlineMs ?? Infinity);
  const json = spec.json && { ...spec.json, ...contract.constants };
  // One key for every opening, so that a stream opened again is not counted again.
  const idempotencyKey = options.idempotencyKey ?? randomKey();
  for (let breaks = 0; ;) {
    const last = state.lastEventId;
    const headers = { accept: "text/event-stream", ...(last && { "last-event-id": last }) };
    const left = { ...options, idempotencyKey, deadlineMs: until - Date.now() };
    const [response, attempt] = await call(client, { ...spec, json, headers }, left, open);
    const requestId = requestIdOf(response);
    try {
      for await (const message of sse(response, attempt)) {
        if (message.data === "[DONE]") return;
        const data = parse(message.data, requestId);
        if (message.event === "error" || isError(data))
          throw apiError(response.status, data, response.headers);
        const event = await decode(contract.name, contract.event, data, requestId);
        state.lastEventId = message.id ?? state.lastEventId;
        breaks = 0;
        yield event;
      }
      throw new StreamError("The stream ended before its last event.", {
        code: "stream_truncated",
        retryable: true,
        requestId,
      });
    } catch (error) {
      if (!contract.resumable || !(error instanceof PlatformError)) throw error;
      const delay = nextDelay(own.retry, options.retries, error, ++breaks);
      if (delay === undefined || Date.now() + delay >= until) throw error;
      await sleep(delay, options.signal);
    }
  }
}

/** Takes over an answer that is a stream; a page of a proxy, say, is not. */
async function open(response: Response, attempt: Attempt): Promise<[Response, Attempt]> {
  const type = response.headers.get("content-type");
  if (type?.startsWith("text/event-stream")) return [response, attempt];
  throw new DecodeError(`The answer (${response.status}) is not a stream of events.`, {
    requestId: requestIdOf(response),
  });
}

/** Whether an event is `{ error }` and nothing else, as OpenAI's servers report one; a field `error` may be data. */
const isError = (data: unknown): boolean => !!Object(data).error && Object.keys(Object(data)).length === 1;

function parse(data: string, requestId: string | undefined): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new StreamError("An event is not JSON.", { code: "stream_malformed", requestId, cause });
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
