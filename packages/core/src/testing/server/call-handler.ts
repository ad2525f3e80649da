import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";
import { carryOut } from "./carry-out.ts";
import { errorAnswer, refusal } from "./error-answer.ts";
import { constantsOf, type Found, pickHandler } from "./find-handler.ts";
import type { Handler } from "./handle.ts";
import { readText } from "./read-params.ts";
import { parseBody } from "./request-body.ts";
import type { OpenRequest } from "./request-log.ts";
import type { ServerState } from "./server-state.ts";

/** A request on its way to its handler. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly seen: OpenRequest;
  readonly found: Found | undefined;
  readonly requestId: string;
  readonly body: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** The request path of the platform in small: route, key, parameters, handler. */
export async function callHandler(state: ServerState, incoming: Incoming): Promise<Answer> {
  const { request, response, seen, found, requestId } = incoming;
  const { method = "", url = "" } = request;
  const bytes = await incoming.body();
  const what = `${method} ${url.split("?")[0]}`;
  if (found === undefined) throw refusal(404, "route_not_found", `There is no ${what}.`);
  if (found.handlers.length === 0) {
    const { headers, ...rest } = errorAnswer(
      refusal(405, "method_not_allowed", `There is no ${what}.`),
      requestId,
    );
    return { ...rest, headers: { ...headers, allow: found.allowed.join(", ") } };
  }
  checkKey(state.apiKey, found.handlers, request);
  const inText = found.handlers.every(({ contract: { kind, route } }) =>
    kind === "upload" || kind === "download" ? true : /^(GET|DELETE) /.test(route),
  );
  const json = inText ? {} : parseBody(bytes);
  const handler = pickHandler(found.handlers, json);
  if (handler === undefined) throw refusal(400, "invalid_params", `${what} is served as a stream only.`);
  Object.assign(seen, { action: handler.contract.name, kind: handler.contract.kind });
  const params = await readParams(
    handler,
    found.inPath,
    inText ? new URL(url, state.url).searchParams : json,
  );

  const gone = new AbortController();
  const giveUp = () => gone.abort(new Error("The client has gone."));
  const idempotencyKey = seen.idempotencyKey;
  // One with a key may be asked for again.
  if (idempotencyKey === undefined) response.once("close", giveUp);
  return carryOut({
    handler,
    params,
    context: {
      signal: AbortSignal.any([gone.signal, state.closing]),
      headers: seen.headers,
      idempotencyKey,
      body: handler.contract.kind === "upload" ? bytes : new Uint8Array(),
    },
    requestId,
    headers: request.headers,
    memory: state.memory,
    heartbeatMs: state.heartbeatMs,
    ran: () => state.effects.push({ action: handler.contract.name, idempotencyKey }),
    giveUp,
  });
}

async function readParams(
  handler: Handler,
  inPath: Readonly<Record<string, string>>,
  rest: URLSearchParams | Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { params } = handler.contract;
  const pathTexts = Object.fromEntries(Object.entries(inPath).map(([name, value]) => [name, [value]]));
  if (rest instanceof URLSearchParams) {
    const inQuery = Object.fromEntries([...rest.keys()].map((name) => [name, rest.getAll(name)]));
    return readText(params, { ...inQuery, ...pathTexts });
  }
  const constants = new Set(constantsOf(handler).map(([name]) => name));
  const own = Object.entries(rest).filter(([name]) => !constants.has(name));
  return readText(params, pathTexts, Object.fromEntries(own));
}

function checkKey(
  wanted: string | undefined,
  handlers: readonly Handler[],
  { headers }: IncomingMessage,
): void {
  if (wanted === undefined || handlers.every(({ contract }) => contract.scope === null)) return;
  const given = headers.authorization?.replace(/^bearer\s+/i, "") ?? headers["x-api-key"];
  if (given === wanted) return;
  const code = given === undefined ? "api_key_missing" : "api_key_invalid";
  throw refusal(
    401,
    code,
    "This needs the API key that the server was given. Send it as `Authorization: Bearer <key>`.",
  );
}
