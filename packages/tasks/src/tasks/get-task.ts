import { type Action, defineAction } from "@platform/core";
import { task, taskIdParams } from "./schemas.ts";
import type { Task } from "./task.ts";

/** Which task. */
export interface TaskIdParams {
  /** `task_…` */
  taskId: string;
}

/**
 * Reads one task.
 *
 * @throws {NotFoundError} `task_not_found`.
 * @example
 * const { status, progress } = await getTask(client, { taskId: task.id });
 */
export const getTask: Action<TaskIdParams, Task> = /* @__PURE__ */ defineAction({
  name: "getTask",
  route: "GET /v1/tasks/{taskId}",
  params: taskIdParams,
  result: task,
  scope: "tasks:read",
  errors: ["task_not_found"],
});
