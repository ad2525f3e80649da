import type { Deps } from "./deps.ts";
import { type Meter, createMeter } from "./meter/meter.ts";
import type { AnyContext, Operation, Principal } from "./operation.ts";
import type { Database } from "../store/database.ts";
import { tenant } from "../store/tenant.ts";

/** One request on its way through the server. */
export interface Call {
  readonly deps: Deps;
  readonly operation: Operation;
  readonly principal: Principal;
  readonly request: Request;
  readonly params: unknown;
  readonly requestId: string;
  readonly startedAt: Date;
  readonly log: Deps["log"];
  readonly signal: AbortSignal;
  readonly runId: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly fingerprint: string;
  /** What an upload takes in place of the request's body. */
  readonly sent?: ReadableStream<Uint8Array> | undefined;
  /** What the client of a socket sends. */
  readonly messages?: AsyncIterable<unknown> | undefined;
}

/** Of a call that is no socket. */
const none: AsyncIterable<never> = (async function* () {})();

/** Runs the handler once, on the database or a transaction; the meter is new each time, as the work is. */
export function invoke(call: Call, db: Database): { result: unknown; meter: Meter } {
  const meter = createMeter();
  const { principal, signal, requestId, runId, idempotencyKey, log, request } = call;
  const context: AnyContext = {
    principal,
    signal,
    requestId,
    runId,
    idempotencyKey,
    log,
    db: tenant(db, principal),
    engines: call.deps.engines,
    settings: call.deps.settings,
    price: call.deps.price,
    meter: (units, labels) => meter.add(units, labels),
    lastEventId: request.headers.get("last-event-id") ?? undefined,
    contentType: request.headers.get("content-type") ?? undefined,
    messages: call.messages ?? none,
    get body() {
      return call.sent ?? request.body ?? new Blob([]).stream();
    },
  };
  return { result: call.operation.handler(context, call.params), meter };
}
