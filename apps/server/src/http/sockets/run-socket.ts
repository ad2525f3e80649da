import type { WebSocket } from "ws";
import { type Call, contextOf } from "../call.ts";
import type { SocketContract } from "../contract.ts";
import { isExpected } from "../errors/describe-error.ts";
import { clientGone } from "../inflight.ts";
import { eventIdOf } from "../meter/event-id.ts";
import type { Held } from "../meter/budgets.ts";
import { createMeter } from "../meter/meter.ts";
import { reserveFor } from "../meter/reserve-for.ts";
import { settleAtLast } from "../meter/settle-at-last.ts";
import { closeOf, closeWith } from "./close-with.ts";

/**
 * Sends what the handler gives, no faster than the client takes it, until the handler ends (close code 1000), fails,
 * or its signal fires. What was used is in the ledger however it ends.
 */
export async function runSocket(
  call: Call,
  contract: SocketContract<unknown, unknown, unknown>,
  peer: WebSocket,
  abort: (reason: Error) => void,
): Promise<void> {
  const { db, budgets } = call.deps;
  const meter = createMeter();
  let held: Held | undefined;
  let refused = true;
  try {
    held = await reserveFor(call, db, abort);
    refused = false;
    const result = call.operation.handler(contextOf(call, db, meter, held), call.params);
    const iterator = ((await result) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    try {
      await pump(call, contract, peer, iterator);
    } finally {
      // Not waited for: a handler that heeds no signal must not keep the connection.
      void iterator.return?.().catch(() => {});
    }
    closeWith(peer, 1000);
  } catch (error) {
    const reason: unknown = call.signal.aborted ? call.signal.reason : error;
    if (!isExpected(reason)) call.log.error({ err: reason }, "a socket failed");
    closeWith(peer, ...closeOf(reason, call.requestId));
  }
  // One that was refused has cost nothing.
  if (refused) return;
  await settleAtLast(call, eventIdOf(call), meter, held).catch((error: unknown) =>
    call.log.error({ err: error }, "usage of a socket was not recorded"),
  );
  if (held) budgets?.forget(held);
}

async function pump(
  { signal }: Call,
  { name, incoming }: SocketContract<unknown, unknown, unknown>,
  peer: WebSocket,
  iterator: AsyncIterator<unknown>,
): Promise<void> {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
  });
  // Met by the race below, or by nobody.
  aborted.catch(() => {});
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    for (;;) {
      const next = iterator.next();
      next.catch(() => {});
      const step = await Promise.race([next, aborted]);
      if (step.done) return;
      const { issues } = await incoming()["~standard"].validate(step.value);
      if (issues) throw new Error(`The handler of ${name} gave a message that its contract does not allow.`);
      await Promise.race([send(peer, JSON.stringify(step.value)), aborted]);
    }
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Resolves when the message has left for the network: a slow client slows the handler down. */
const send = (peer: WebSocket, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    peer.send(text, (error) => (error ? reject(clientGone()) : resolve()));
  });
