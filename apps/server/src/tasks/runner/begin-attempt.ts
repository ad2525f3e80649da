import { and, eq } from "drizzle-orm";
import { taskAttempts, tasks } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import type { Delivery } from "../engine.ts";
import { appendEvents } from "../events/append-events.ts";
import { hasEnded } from "../statuses.ts";
import { endTask } from "./end-task.ts";
import { freshLease } from "./lease.ts";
import { makeTaskKey, removeTaskKeys } from "./task-key.ts";
import type { World } from "./world.ts";

export interface Begun {
  readonly task: Row<typeof tasks>;
  /** From 1. It fences: only the highest one may write. */
  readonly attempt: number;
  readonly startedAt: Date;
  readonly apiKey: string;
}

/** Begins the next attempt, or sees that there is nothing to begin: the task has ended, or ends here. */
export async function beginAttempt(world: World, { ids, taskId }: Delivery): Promise<Begun | undefined> {
  return tenant(world.db, ids).transaction(async (tx) => {
    const [task] = await tx.select(tasks, { where: eq(tasks.id, taskId), lock: "wait" });
    if (task === undefined || hasEnded(task.status)) return undefined;
    const lost = await loseAttempt(tx, task);
    if (task.stopRequestedAt !== null) return void (await endTask(world, tx, task, { status: "stopped" }));
    if (task.attempt >= task.maxAttempts) {
      const message = `The process was lost in attempt ${task.attempt} of ${task.maxAttempts}.`;
      return void (await endTask(world, tx, task, { status: "failed", code: "process_lost", message }));
    }
    const apiKey = await makeTaskKey(tx, task);
    if (apiKey === undefined) {
      const message = "The key this task was made with was revoked or has expired.";
      return void (await endTask(world, tx, task, { status: "failed", code: "api_key_invalid", message }));
    }
    const attempt = task.attempt + 1;
    const startedAt = new Date();
    await tx.insert(taskAttempts, {
      ...{ taskId, attempt, startedAt, status: "running", worker: world.worker },
      leaseExpiresAt: freshLease(),
    });
    await tx.update(
      tasks,
      { status: "running", attempt, startedAt: task.startedAt ?? startedAt, updatedAt: startedAt },
      eq(tasks.id, taskId),
    );
    const reason = lost ? `Attempt ${attempt}: the process of attempt ${task.attempt} was lost.` : null;
    await appendEvents(tx, taskId, [{ type: "status", status: "running", reason }]);
    return { task, attempt, startedAt, apiKey };
  });
}

/** An attempt that still counts as running is nobody's any more when its task is handed out again. */
async function loseAttempt(tx: Tenant, task: Row<typeof tasks>): Promise<boolean> {
  const running = and(eq(taskAttempts.taskId, task.id), eq(taskAttempts.status, "running"));
  const lost = await tx.update(taskAttempts, { status: "lost", endedAt: new Date() }, running);
  if (lost.length > 0) await removeTaskKeys(tx, task.id);
  return lost.length > 0;
}
