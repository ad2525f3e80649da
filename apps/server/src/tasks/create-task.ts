import type { CreateTaskParams, Task } from "@platform/tasks";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { expectActive } from "../keys/expect-active.ts";
import { newId } from "../store/new-id.ts";
import { tasks } from "../store/schema/index.ts";
import { checkInputs } from "./check-inputs.ts";
import { appendEvents } from "./events/append-events.ts";
import { toTask } from "./to-task.ts";

/** How long what a task may cost stays set aside for it while it waits for its turn. */
const waitsMs = 24 * 3_600_000;

/** Accepts a task: its row, its first events and its place in the queue, all in the request's transaction. */
export async function createTask(context: Context, params: CreateTaskParams): Promise<Task> {
  const { db, engines, principal, runId } = context;
  const queue = need(engines.tasks);
  const { block, inputs = {}, maxAttempts = 3, timeoutMs = 3_600_000 } = params;
  await checkInputs(queue.catalogue, block, inputs);
  await expectActive(db);
  const id = newId("task");
  const [row] = await db.insert(tasks, {
    ...{ id, block, inputs, maxAttempts, timeoutMs },
    status: "pending",
    runId: runId ?? id,
    apiKeyId: principal.apiKeyId,
  });
  if (row === undefined) throw new Error("The task was not stored.");
  await appendEvents(db, id, [
    { type: "status", status: "created", reason: null },
    { type: "status", status: "pending", reason: null },
  ]);
  await queue.enqueue(db, id);
  await context.hold({
    eventId: `task:${id}`,
    until: new Date(Date.now() + timeoutMs * maxAttempts + waitsMs),
  });
  return toTask(row);
}
