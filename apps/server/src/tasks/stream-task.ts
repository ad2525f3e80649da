import { setTimeout as sleep } from "node:timers/promises";
import type { TaskEvent, TaskIdParams } from "@platform/tasks";
import type { StreamContext, StreamEvent } from "../http/operation.ts";
import { readEvents } from "./events/read-events.ts";
import { findTask } from "./find-task.ts";
import { hasEnded } from "./statuses.ts";

const pollMs = 150;
const batch = 500;

/** Follows a task's events from the one the client has, to the end of the task. */
export async function streamTask(
  context: StreamContext,
  { taskId }: TaskIdParams,
): Promise<AsyncIterable<StreamEvent<TaskEvent>>> {
  await findTask(context.db, taskId);
  const { lastEventId = "" } = context;
  return follow(context, taskId, /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0);
}

async function* follow(
  { db, signal }: StreamContext,
  taskId: string,
  from: number,
): AsyncGenerator<StreamEvent<TaskEvent>> {
  let after = from;
  for (;;) {
    signal.throwIfAborted();
    // Before the events: those of a task that has ended are then all there.
    const { status } = await findTask(db, taskId);
    const events = await readEvents(db, taskId, after, batch);
    for (const data of events) {
      after = data.id;
      yield { id: String(data.id), data };
    }
    if (events.length === batch) continue;
    if (hasEnded(status)) return;
    await sleep(pollMs, undefined, { signal });
  }
}
