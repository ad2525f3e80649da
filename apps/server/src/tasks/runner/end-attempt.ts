import { and, eq } from "drizzle-orm";
import { taskAttempts, tasks } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import { appendEvents } from "../events/append-events.ts";
import type { Begun } from "./begin-attempt.ts";
import { type End, endTask } from "./end-task.ts";
import type { Outcome } from "./outcome.ts";
import { removeTaskKeys } from "./task-key.ts";
import type { World } from "./world.ts";

/** Writes how an attempt ended, unless a later one has begun. Says whether the task is to be handed out again. */
export async function endAttempt(world: World, begun: Begun, outcome: Outcome): Promise<"again" | "done"> {
  if (outcome.kind === "superseded") return "done";
  const { attempt, startedAt } = begun;
  return tenant(world.db, begun.task).transaction(async (tx) => {
    const [task] = await tx.select(tasks, { where: eq(tasks.id, begun.task.id), lock: "wait" });
    if (task?.attempt !== attempt || task.status !== "running") return "done";
    const end = endOf(outcome, task);
    await closeAttempt(tx, task, end?.status ?? "lost");
    if (end !== undefined) {
      await endTask(world, tx, task, end, startedAt);
      return "done";
    }
    await removeTaskKeys(tx, task.id);
    await tx.update(tasks, { status: "pending", updatedAt: new Date() }, eq(tasks.id, task.id));
    const reason = outcome.kind === "lost" ? `Attempt ${attempt} was lost. ${outcome.reason}` : null;
    await appendEvents(tx, task.id, [{ type: "status", status: "pending", reason }]);
    return "again";
  });
}

/** The end of the task; undefined when another attempt is due. */
function endOf(outcome: Exclude<Outcome, { kind: "superseded" }>, task: Row<typeof tasks>): End | undefined {
  if (outcome.kind === "completed") return { status: "completed", result: outcome.result };
  if (outcome.kind === "failed") return { status: "failed", code: outcome.code, message: outcome.message };
  if (outcome.kind === "stopped" || task.stopRequestedAt !== null) return { status: "stopped" };
  if (task.attempt < task.maxAttempts) return undefined;
  const message = `The process was lost in attempt ${task.attempt} of ${task.maxAttempts}. ${outcome.reason}`;
  return { status: "failed", code: "process_lost", message };
}

async function closeAttempt(
  tx: Tenant,
  task: Row<typeof tasks>,
  status: "completed" | "failed" | "stopped" | "lost",
): Promise<void> {
  const mine = and(eq(taskAttempts.taskId, task.id), eq(taskAttempts.attempt, task.attempt));
  await tx.update(taskAttempts, { status, endedAt: new Date() }, mine);
}
