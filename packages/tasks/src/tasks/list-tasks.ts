import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listTasksParams, task } from "./schemas.ts";
import type { Task, TaskStatus } from "./task.ts";

/** Which tasks to list; every filter given must match. */
export interface ListTasksParams extends ListParams {
  status?: TaskStatus | undefined;
  block?: string | undefined;
}

/**
 * Lists tasks, newest first.
 *
 * @example
 * for await (const task of listTasks(client, { status: "failed" })) console.log(task.id, task.error?.message);
 */
export const listTasks: ListAction<ListTasksParams, Task> = /* @__PURE__ */ defineList({
  name: "listTasks",
  route: "GET /v1/tasks",
  params: listTasksParams,
  item: task,
  scope: "tasks:read",
});
