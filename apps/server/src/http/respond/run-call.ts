import { newId } from "../../store/new-id.ts";
import { sqlState, transaction } from "../../store/transaction.ts";
import { type Call, invoke } from "../call.ts";
import {
  type ClaimRequest,
  claim,
  extendClaim,
  inProgress,
  leaseSeconds,
  releaseClaim,
  settleClaim,
} from "../idempotency/claim.ts";
import { writeAuditEvent } from "../audit/write-audit-event.ts";
import { eventIdOf } from "../meter/event-id.ts";
import type { Held } from "../meter/budgets.ts";
import { describeError } from "../errors/describe-error.ts";
import { HttpError } from "../errors/http-error.ts";
import { release, reserveFor } from "../meter/reserve-for.ts";
import type { Meter } from "../meter/meter.ts";
import { settle } from "../meter/settle.ts";
import { sql } from "drizzle-orm";
import type { Database } from "../../store/database.ts";

/** An answer as text, so that a replay is the same to the byte. 204 has none. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly replayed: boolean;
}

/** Carries out one call: effect, idempotency and ledger agree with each other, whatever fails when. */
export async function runCall(call: Call): Promise<Answer> {
  const { db } = call.deps;
  const request = claimOf(call);
  if (call.operation.effect === "database" && !call.operation.contract.route.startsWith("GET ")) {
    return transaction(db, (tx) => runInTransaction(call, request, tx));
  }
  if (request === undefined || call.operation.effect === "none")
    return runOnce(call, db, eventIdOf(call), undefined);
  const claimed = await claim(db, request);
  if (claimed.kind === "replay") return { ...claimed, replayed: true };
  return runLeased(call, request, claimed.eventId);
}

function claimOf(call: Call): ClaimRequest | undefined {
  const { principal, idempotencyKey: key, fingerprint, deps } = call;
  return key === undefined ? undefined : { ids: principal, key, fingerprint, owner: deps.instanceId };
}

/** Key, effect and ledger in one transaction: all of it or nothing. */
async function runInTransaction(
  call: Call,
  request: ClaimRequest | undefined,
  tx: Database,
): Promise<Answer> {
  if (request === undefined) return runOnce(call, tx, newId("evt"), undefined);
  const claimed = await waitBriefly(tx, () => claim(tx, request));
  if (claimed.kind === "replay") return { ...claimed, replayed: true };
  return runOnce(call, tx, claimed.eventId, request);
}

/** Another transaction with the same key blocks this one until it ends; past two seconds the caller is told. */
async function waitBriefly<T>(tx: Database, work: () => Promise<T>): Promise<T> {
  await tx.execute(sql`set local lock_timeout = '2s'`);
  try {
    const done = await work();
    await tx.execute(sql`set local lock_timeout = 0`);
    return done;
  } catch (error) {
    if (sqlState(error) === "55P03") return inProgress();
    throw error;
  }
}

async function runLeased(call: Call, request: ClaimRequest, eventId: string): Promise<Answer> {
  const { db, log } = call.deps;
  const extend = () => {
    extendClaim(db, request).catch((error: unknown) => log.warn({ err: error }, "lease not extended"));
  };
  const timer = setInterval(extend, (leaseSeconds * 1000) / 3);
  try {
    return await runOnce(call, db, eventId, request);
  } finally {
    clearInterval(timer);
  }
}

async function runOnce(
  call: Call,
  db: Database,
  eventId: string,
  request: ClaimRequest | undefined,
): Promise<Answer> {
  const { contract, audited } = call.operation;
  const { budgets } = call.deps;
  let held: Held | undefined;
  let meter: Meter;
  let value: unknown;
  try {
    held = await reserveFor(call, db);
    const invoked = invoke(call, db, held);
    meter = invoked.meter;
    value = await invoked.result;
  } catch (error) {
    // Within a transaction the reservation goes with everything else; only its lease is no longer renewed.
    if (db === call.deps.db) await release(call, held);
    else if (held) budgets?.forget(held);
    // Within a transaction the key goes with everything else.
    if (request !== undefined && call.operation.effect === "engine") await releaseClaim(db, request);
    throw error;
  }
  const answer =
    value === undefined ? { status: 204, body: "" } : { status: 200, body: JSON.stringify(value) };
  const finish = async (tx: Database) => {
    await settle(tx, call, eventId, meter, held);
    if (audited) await writeAuditEvent(tx, { ...call, contract, result: value });
    if (request !== undefined)
      await settleClaim(tx, request, call.operation.shownOnce ? shownOnce(call) : answer);
  };
  // Without a key one statement is left, which needs no transaction of its own.
  const alone = call.operation.effect === "database" || (request === undefined && !audited);
  try {
    await (alone ? finish(db) : transaction(db, finish));
  } finally {
    if (held) budgets?.forget(held);
  }
  return { ...answer, replayed: false };
}

/** What a repetition is told where the answer held a secret, which is kept nowhere. */
function shownOnce({ requestId }: Call): { status: number; body: string } {
  const message = "This was done, and its secret was shown once. Delete what was made and make another.";
  const { status, body } = describeError(new HttpError(409, "shown_once", message), requestId);
  return { status, body: JSON.stringify(body) };
}
