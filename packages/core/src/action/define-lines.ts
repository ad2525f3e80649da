import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { apiError } from "../errors/from-response.ts";
import { type EventStream, eventStream } from "../stream/event-stream.ts";
import { truncated } from "../stream/failures.ts";
import { lines } from "../stream/lines.ts";
import type { Attempt } from "../transport/attempt.ts";
import { call, type Tell } from "../transport/call.ts";
import { notReadable, parseJson, requestIdOf } from "../transport/read.ts";
import type { LinesContract } from "./contract.ts";
import { type Args, decode } from "./define-action.ts";
import { isError } from "./define-stream.ts";
import { toRequest } from "./request.ts";

/** An operation whose answer comes in lines of JSON. */
export interface LinesAction<P, E> {
  (client: Client, ...args: Args<P, CallOptions>): EventStream<E>;
  readonly contract: LinesContract<P, E>;
}

/**
 * Declares an operation that answers with newline-delimited JSON (`application/x-ndjson`, `application/jsonl`),
 * ended by the line `{"done":true}`. Lines carry no ids: what is cut off is an error and not resumed.
 *
 * @example
 * const exportNotes = defineLines<{ tag: string }, Note>({
 *   name: "exportNotes", route: "GET /v1/notes/export", scope: "notes:read", params, line: note,
 * });
 * for await (const note of exportNotes(client, { tag: "a" })) console.log(note.text);
 */
export function defineLines<P, E>(declared: Omit<LinesContract<P, E>, "kind">): LinesAction<P, E> {
  const contract = { kind: "lines" as const, ...declared };
  const run = (client: Client, ...[params, options = {}]: Args<P, CallOptions>): EventStream<E> =>
    eventStream(options.signal, (signal) => items(client, contract, params as P, { ...options, signal }));
  return Object.assign(run, { contract });
}

/** Sends the request and reads the answer to its last line. */
async function* items<P, E>(
  client: Client,
  contract: LinesContract<P, E>,
  params: P,
  options: CallOptions,
): AsyncGenerator<E> {
  const headers = { accept: "application/x-ndjson, application/jsonl" };
  const spec = { ...(await toRequest(contract, params)), headers, open: true };
  const [response, attempt, tell] = await call(client, spec, options, open);
  const requestId = requestIdOf(response);
  const state = { complete: false };
  let failure: unknown;
  try {
    for await (const texts of lines(response, attempt, state)) {
      for (const text of texts) {
        const data = parseJson(text, response);
        if (isEnd(data)) {
          state.complete = true;
          return;
        }
        if (isError(data)) throw apiError(response.status, data, response.headers, client.baseUrl);
        const value = await decode(contract.name, contract.line, data, requestId);
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

const lineTypes = /^application\/(x-)?(ndjson|jsonl|jsonlines)\s*(;|$)/i;

/** Takes over an answer that is lines of JSON; a page of a proxy, say, is not. */
async function open(response: Response, attempt: Attempt, tell: Tell): Promise<[Response, Attempt, Tell]> {
  if (!lineTypes.test(response.headers.get("content-type") ?? "")) {
    throw notReadable(response, "lines of JSON");
  }
  return [response, attempt, tell];
}

/** Whether it is the last line: `{ done: true }` and nothing else, as `done` may be a field of the data. */
const isEnd = (data: unknown): boolean =>
  Object.keys(Object(data)).join() === "done" && (data as { done: unknown }).done === true;
