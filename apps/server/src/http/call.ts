import type { Deps } from "./deps.ts";
import type { Held } from "./meter/budgets.ts";
import { type Meter, createMeter } from "./meter/meter.ts";
import { holdFor } from "./meter/hold-for.ts";
import type { AnyContext, Operation, Principal } from "./operation.ts";
import type { Database } from "../store/database.ts";
import { databaseBehind } from "../store/database-behind.ts";
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
export function invoke(call: Call, db: Database, held?: Held): { result: unknown; meter: Meter } {
  const meter = createMeter();
  return { result: call.operation.handler(contextOf(call, db, meter, held), call.params), meter };
}

/** What the handler is told of its call. */
export function contextOf(call: Call, db: Database, meter: Meter, held?: Held): AnyContext {
  const { principal, signal, requestId, runId, idempotencyKey, log, request } = call;
  return {
    principal,
    signal,
    requestId,
    runId,
    idempotencyKey,
    log,
    db: tenant(db, principal),
    engines: call.deps.engines,
    settings: call.deps.settings,
    operations: call.deps.operations,
    isReady: call.deps.isReady,
    price: call.deps.price,
    meter: (units, labels) => meter.add(units, labels),
    allowance: held,
    hold: (lasting, tx) => holdFor(call, tx ? databaseBehind(tx) : db, lasting),
    letGo: async (eventId, tx) => call.deps.budgets?.freeFor(tx ? databaseBehind(tx) : db, eventId),
    lastEventId: request.headers.get("last-event-id") ?? undefined,
    contentType: request.headers.get("content-type") ?? undefined,
    messages: call.messages ?? none,
    get body() {
      return call.sent ?? request.body ?? new Blob([]).stream();
    },
  };
}
