import type { TaskEvent } from "@platform/tasks";
import { and, asc, eq, gt } from "drizzle-orm";
import { taskEvents } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { toTaskEvent } from "../to-task-event.ts";

/** What happened in a task after an event, oldest first. */
export async function readEvents(
  db: Tenant,
  taskId: string,
  after: number,
  limit: number,
): Promise<TaskEvent[]> {
  const where = and(eq(taskEvents.taskId, taskId), gt(taskEvents.seq, after));
  const rows = await db.select(taskEvents, { where, orderBy: [asc(taskEvents.seq)], limit });
  return rows.map(toTaskEvent);
}
