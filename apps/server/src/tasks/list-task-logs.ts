import type { ListTaskLogsParams, TaskEvent } from "@platform/tasks";
import { fail } from "../http/errors/http-error.ts";
import type { Context, PageResult } from "../http/operation.ts";
import { readEvents } from "./events/read-events.ts";
import { findTask } from "./find-task.ts";

/** Lists what happened in a task, oldest first. The cursor is the last event's id. */
export async function listTaskLogs(
  { db }: Context,
  { taskId, after = 0, cursor = "0", limit = 100 }: ListTaskLogsParams,
): Promise<PageResult<TaskEvent>> {
  if (!/^\d{1,15}$/.test(cursor)) {
    fail(400, "invalid_params", "`cursor`: give the nextCursor of an earlier page.", { param: "cursor" });
  }
  await findTask(db, taskId);
  const events = await readEvents(db, taskId, Math.max(after, Number(cursor)), limit + 1);
  const data = events.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: events.length > limit && last ? String(last.id) : null };
}
