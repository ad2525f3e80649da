import type { TaskLogEvent, TaskProgressEvent, TaskStatusEvent } from "@platform/tasks";
import { eq, max } from "drizzle-orm";
import { taskEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";

type New<E> = Omit<E, "id" | "at">;
export type NewEvent = New<TaskLogEvent> | New<TaskProgressEvent> | New<TaskStatusEvent>;

/** Writes what happened after what happened before. The caller's transaction holds the task's row. */
export async function appendEvents(tx: Tenant, taskId: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const where = eq(taskEvents.taskId, taskId);
  const [last] = await tx.pick(taskEvents, { seq: max(taskEvents.seq) }, { where });
  const before = last?.seq ?? 0;
  await tx.insert(
    taskEvents,
    events.map(({ type, ...data }, at) => ({ taskId, seq: before + at + 1, type, data })),
  );
}
