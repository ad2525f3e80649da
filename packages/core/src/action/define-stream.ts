import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { apiError } from "../errors/from-response.ts";
import { type EventStream, eventStream, type StreamState } from "../stream/event-stream.ts";
import { truncated } from "../stream/failures.ts";
import { sse } from "../stream/sse.ts";
import type { Attempt } from "../transport/attempt.ts";
import { call, type Tell } from "../transport/call.ts";
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
    eventStream(options.signal, (signal, state) => {
      const open = (more: CallOptions) => events(client, contract, params as P, more, state);
      const live = { ...options, signal };
      return contract.resumable ? contract.resumable(client, live, state, open) : open(live);
    });
  return Object.assign(run, { contract });
}

/** Opens the stream and reads it to its end. */
async function* events<P, E>(
  client: Client,
  contract: StreamContract<P, E>,
  params: P,
  options: CallOptions,
  state: StreamState,
): AsyncGenerator<E> {
  const laid = await toRequest(contract, params);
  // What the server needs to know to stream at all.
  const json = laid.json && { ...laid.json, ...contract.constants };
  const spec = { ...laid, json, headers: { accept: "text/event-stream" }, open: true };
  const [response, attempt, tell] = await call(client, spec, options, open);
  const requestId = requestIdOf(response);
  let failure: unknown;
  try {
    for await (const messages of sse(response, attempt, state)) {
      for (const { data: text, event, id } of messages) {
        if (text === "[DONE]") return;
        const data = parseJson(text, response);
        if (event === "error" || isError(data))
          throw apiError(response.status, data, response.headers, client.baseUrl);
        const decoded = decode(contract.name, contract.event, data, requestId);
        // Waiting for what is there already would cost more than checking it.
        const value = decoded instanceof Promise ? await decoded : decoded;
        state.lastEventId = id ?? state.lastEventId;
        tell(value);
        yield value;
        // The reader has left meanwhile; the next read says so.
        if (attempt.signal.aborted) break;
      }
    }
    throw truncated(requestId);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    attempt.end(failure);
  }
}

/** Takes over an answer that is a stream; a page of a proxy, say, is not. */
async function open(response: Response, attempt: Attempt, tell: Tell): Promise<[Response, Attempt, Tell]> {
  const type = response.headers.get("content-type");
  if (!type?.startsWith("text/event-stream")) throw notReadable(response, "a stream of events");
  return [response, attempt, tell];
}

/** Whether an event is `{ error }` and nothing else, as OpenAI's servers report one; a field `error` may be data. */
export const isError = (data: unknown): boolean =>
  !!Object(data).error && Object.keys(data as object).length < 2;
