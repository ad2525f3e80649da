import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listTaskLogsParams, taskEvent } from "./schemas.ts";
import type { TaskEvent } from "./task-event.ts";

/** Which part of the log. */
export interface ListTaskLogsParams extends ListParams {
  taskId: string;
  /** Only events with a higher id. Default 0: from the start. */
  after?: number | undefined;
}

/**
 * Lists what happened in a task, oldest first.
 *
 * @throws {NotFoundError} `task_not_found`.
 * @example
 * for await (const event of listTaskLogs(client, { taskId: task.id })) console.log(event);
 */
export const listTaskLogs: ListAction<ListTaskLogsParams, TaskEvent> = /* @__PURE__ */ defineList({
  name: "listTaskLogs",
  route: "GET /v1/tasks/{taskId}/logs",
  params: listTaskLogsParams,
  item: taskEvent,
  scope: "tasks:read",
  errors: ["task_not_found"],
});
