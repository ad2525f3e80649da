import { type Call, invoke } from "../call.ts";
import { describeError, isExpected } from "../errors/describe-error.ts";
import { clientGone } from "../inflight.ts";
import { eventIdOf } from "../meter/event-id.ts";
import type { Held } from "../meter/budgets.ts";
import { release, reserveFor } from "../meter/reserve-for.ts";
import { settleAtLast } from "../meter/settle-at-last.ts";
import type { Framing } from "./framing.ts";

const keepAliveMs = 15_000;
const silence = Symbol("silence");

export interface StreamControl {
  /** Ends the handler's signal. */
  abort(reason: Error): void;
  /** Called once, when the stream is over and in the ledger. */
  finished(): void;
}

/**
 * Answers with events or lines as fast as the client takes them. A failure before the first one is an ordinary
 * error; a later one is a part `{ error }` without the regular end. What was used is metered however it ends.
 */
export async function runStream(call: Call, control: StreamControl, framing: Framing): Promise<Response> {
  const held = await reserveFor(call, call.deps.db, control.abort);
  try {
    return await stream(call, control, framing, held);
  } catch (error) {
    await release(call, held);
    throw error;
  }
}

async function stream(
  call: Call,
  control: StreamControl,
  framing: Framing,
  held: Held | undefined,
): Promise<Response> {
  const { result, meter } = invoke(call, call.deps.db, held);
  const { deps } = call;
  const eventId = eventIdOf(call);
  let over = false;
  const finish = async () => {
    if (over) return;
    over = true;
    await settleAtLast(call, eventId, meter, held)
      .catch((error: unknown) => call.log.error({ err: error }, "usage of a stream was not recorded"))
      .finally(() => {
        if (held) deps.budgets?.forget(held);
        control.finished();
      });
  };

  const events = (await result) as AsyncIterable<unknown>;
  const iterator = events[Symbol.asyncIterator]();
  // Asked for ahead, and kept while signs of life are sent in its place.
  let next = iterator.next();
  // What the first pull sends: the first event, or a sign of life when it lets itself be waited for.
  let ready: Awaited<typeof next> | typeof silence | undefined = await orSilence(next);

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const step = ready ?? (await orSilence(next));
        ready = undefined;
        if (step === silence) return controller.enqueue(framing.keepAlive);
        if (step.done !== true) {
          controller.enqueue(framing.part(step.value));
          next = iterator.next();
          // Its failure is met at the next pull; until then it is not unhandled.
          next.catch(() => {});
          return;
        }
        // First the ledger: whoever has seen the end finds the row.
        await finish();
        controller.enqueue(framing.end);
      } catch (error) {
        const reason: unknown = call.signal.aborted ? call.signal.reason : error;
        if (!isExpected(reason)) call.log.error({ err: reason }, "a stream failed");
        // What cannot be sent ends the handler too.
        await iterator.return?.().catch(() => {});
        await finish();
        controller.enqueue(framing.failure(describeError(reason, call.requestId).body));
      }
      controller.close();
    },
    async cancel() {
      control.abort(clientGone());
      await iterator.return?.().catch(() => {});
      await finish();
    },
  });
  return new Response(body, { headers: framing.headers });
}

/** The step, or `silence` when nothing came for the keep-alive time. */
async function orSilence<T>(step: Promise<T>): Promise<T | typeof silence> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<typeof silence>((resolve) => {
    timer = setTimeout(resolve, keepAliveMs, silence);
  });
  try {
    return await Promise.race([step, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
