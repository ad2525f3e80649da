import { defineStream, resume, type StreamAction } from "@platform/core";
import type { TaskEvent } from "../logs/task-event.ts";
import { taskEvent } from "../logs/schemas.ts";
import type { TaskIdParams } from "./get-task.ts";
import { taskIdParams } from "./schemas.ts";

/**
 * Follows a task from its first event to its end: log lines, progress, changes of status. A dropped
 * connection is taken up where it broke.
 *
 * @throws {NotFoundError} `task_not_found`.
 * @example
 * for await (const event of streamTask(client, { taskId: task.id })) {
 *   if (event.type === "log") console.log(event.line);
 * }
 */
export const streamTask: StreamAction<TaskIdParams, TaskEvent> = /* @__PURE__ */ defineStream({
  name: "streamTask",
  route: "GET /v1/tasks/{taskId}/events",
  params: taskIdParams,
  event: taskEvent,
  resumable: resume,
  scope: "tasks:read",
  errors: ["task_not_found"],
});
