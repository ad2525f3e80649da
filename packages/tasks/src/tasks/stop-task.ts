import { type Action, defineAction } from "@platform/core";
import type { TaskIdParams } from "./get-task.ts";
import { task, taskIdParams } from "./schemas.ts";
import type { Task } from "./task.ts";

/**
 * Stops a task. A waiting one is stopped at once; a running one's process is asked to end and killed after two
 * seconds, and its status is `running` until then. One that has ended stays as it is.
 *
 * @throws {NotFoundError} `task_not_found`.
 * @example
 * await stopTask(client, { taskId: task.id });
 */
export const stopTask: Action<TaskIdParams, Task> = /* @__PURE__ */ defineAction({
  name: "stopTask",
  route: "POST /v1/tasks/{taskId}/stop",
  params: taskIdParams,
  result: task,
  scope: "tasks:write",
  errors: ["task_not_found"],
});
