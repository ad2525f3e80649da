import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { StreamError } from "../errors/client-errors.ts";
import { apiError } from "../errors/from-response.ts";
import { PlatformError } from "../errors/platform-error.ts";
import { type EventStream, eventStream, type StreamState } from "../stream/event-stream.ts";
import { sse } from "../stream/sse.ts";
import type { Attempt } from "../transport/attempt.ts";
import { backOff } from "../transport/back-off.ts";
import { call } from "../transport/call.ts";
import { randomKey } from "../transport/random-key.ts";
import { notReadable, parseJson, requestIdOf } from "../transport/read.ts";
import type { StreamContract } from "./contract.ts";
import { type Args, decode } from "./define-action.ts";
import { toRequest } from "./request.ts";

/** An operation whose answer comes in events. */
export interface StreamAction<P, E> {
  (client: Client, ...args: Args<P, CallOptions>): EventStream<E>;
  readonly contract: StreamContract<P, E>;
}

/** Declares an operation that answers with server-sent events, ended by `data: [DONE]`. */
export function defineStream<P, E>(declared: Omit<StreamContract<P, E>, "kind">): StreamAction<P, E> {
  const contract = { kind: "stream" as const, ...declared };
  const run = (client: Client, ...[params, options = {}]: Args<P, CallOptions>): EventStream<E> =>
    eventStream(options.signal, (signal, state) =>
      events(client, contract, params as P, { ...options, signal }, state),
    );
  return Object.assign(run, { contract });
}

/** Opens the stream and reads it to its end, opening it again after a break where the server can resume. */
async function* events<P, E>(
  client: Client,
  contract: StreamContract<P, E>,
  params: P,
  options: CallOptions,
  state: StreamState,
): AsyncGenerator<E> {
  const own = client[settings];
  const spec = await toRequest(contract, params);
  const until = Date.now() + (options.deadlineMs ?? own.deadlineMs ?? Infinity);
  // What the server needs to know to stream at all.
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
      for await (const messages of sse(response, attempt)) {
        for (const { data: text, event, id } of messages) {
          if (text === "[DONE]") return;
          const data = parseJson(text, response);
          if (event === "error" || isError(data)) throw apiError(response.status, data, response.headers);
          const decoded = decode(contract.name, contract.event, data, requestId);
          state.lastEventId = id ?? state.lastEventId;
          breaks = 0;
          yield decoded;
          // The reader has left meanwhile; the next read says so.
          if (attempt.signal.aborted) break;
        }
      }
      throw new StreamError("The stream was cut off.", {
        code: "stream_truncated",
        retryable: true,
        requestId,
      });
    } catch (error) {
      if (!contract.resumable || !(error instanceof PlatformError)) throw error;
      await backOff(own, options, error, ++breaks, until);
    }
  }
}

/** Takes over an answer that is a stream; a page of a proxy, say, is not. */
async function open(response: Response, attempt: Attempt): Promise<[Response, Attempt]> {
  const type = response.headers.get("content-type");
  if (!type?.startsWith("text/event-stream")) throw notReadable(response, "a stream of events");
  return [response, attempt];
}

/** Whether an event is `{ error }` and nothing else, as OpenAI's servers report one; a field `error` may be data. */
const isError = (data: unknown): boolean => Object.keys(Object(data)).join() === "error";
