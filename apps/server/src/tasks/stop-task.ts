import type { Task, TaskIdParams } from "@platform/tasks";
import { eq } from "drizzle-orm";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { tasks } from "../store/schema/index.ts";
import { appendEvents } from "./events/append-events.ts";
import { findTask } from "./find-task.ts";
import { hasEnded } from "./statuses.ts";
import { toTask } from "./to-task.ts";

/** Ends a waiting task at once; asks a running one's worker to end it. */
export async function stopTask(context: Context, { taskId }: TaskIdParams): Promise<Task> {
  const { db, engines } = context;
  const queue = need(engines.tasks);
  const task = await findTask(db, taskId, { lock: "wait" });
  if (hasEnded(task.status) || task.stopRequestedAt !== null) return toTask(task);
  const now = new Date();
  const asked = { stopRequestedAt: now, updatedAt: now };
  const running = task.status === "running";
  const changes = running ? asked : { ...asked, status: "stopped" as const, endedAt: now };
  const [row] = await db.update(tasks, changes, eq(tasks.id, taskId));
  if (!running) {
    await appendEvents(db, taskId, [{ type: "status", status: "stopped", reason: null }]);
    await queue.cancel(db, taskId);
    // It never ran, so no row of the ledger will free what was set aside for it.
    await context.letGo(`task:${taskId}`);
  }
  return toTask(row ?? task);
}
