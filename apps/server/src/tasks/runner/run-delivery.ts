import type { Delivery } from "../engine.ts";
import { beginAttempt, type Begun } from "./begin-attempt.ts";
import { endAttempt } from "./end-attempt.ts";
import { createEventWriter } from "./event-writer.ts";
import { keepLease } from "./lease.ts";
import type { Outcome } from "./outcome.ts";
import { runBlock } from "./run-block.ts";
import type { World } from "./world.ts";

/** One attempt at a task, from its beginning to its end. Throws when the task is to be handed out again. */
export async function runDelivery(world: World, delivery: Delivery, stopping: AbortSignal): Promise<void> {
  // Left in the queue: the server is going.
  stopping.throwIfAborted();
  const begun = await beginAttempt(world, delivery);
  if (begun === undefined) return;
  const outcome = await attempt(world, begun, delivery.signal, stopping);
  if ((await endAttempt(world, begun, outcome)) === "again") {
    throw new Error(`Attempt ${begun.attempt} of ${delivery.taskId} was lost.`);
  }
}

async function attempt(
  world: World,
  begun: Begun,
  taken: AbortSignal,
  stopping: AbortSignal,
): Promise<Outcome> {
  const { task, apiKey } = begun;
  const early = new AbortController();
  const end = (outcome: Outcome) => early.abort(outcome);
  const message = `It took longer than its timeoutMs of ${task.timeoutMs}.`;
  const late = () => end({ kind: "failed", code: "timed_out", message });
  const timer = setTimeout(late, task.timeoutMs);
  const release = keepLease(world, begun, (kind) => end({ kind }));
  const onTaken = () => end({ kind: "superseded" });
  const onStopping = () => end({ kind: "lost", reason: "The server was stopped." });
  taken.addEventListener("abort", onTaken, { once: true });
  stopping.addEventListener("abort", onStopping, { once: true });
  if (stopping.aborted) onStopping();
  try {
    const events = createEventWriter(world, begun);
    const { catalogue, baseUrl } = world;
    const { id: taskId, block, inputs, runId } = task;
    const blocksUrl = catalogue.url.href;
    const start = { taskId, block, inputs, runId, baseUrl, apiKey, blocksUrl, folders: catalogue.folders };
    const outcome = await runBlock(start, events, early.signal);
    await events.flush();
    return outcome;
  } finally {
    clearTimeout(timer);
    release();
    taken.removeEventListener("abort", onTaken);
    stopping.removeEventListener("abort", onStopping);
  }
}
