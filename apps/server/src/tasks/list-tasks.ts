import type { ListTasksParams, Task } from "@platform/tasks";
import { and, eq } from "drizzle-orm";
import type { Context, PageResult } from "../http/operation.ts";
import { newestFirst } from "../store/newest-first.ts";
import { tasks } from "../store/schema/index.ts";
import { toTask } from "./to-task.ts";

/** Lists the project's tasks, newest first. */
export function listTasks({ db }: Context, params: ListTasksParams): Promise<PageResult<Task>> {
  const where = and(
    params.status === undefined ? undefined : eq(tasks.status, params.status),
    params.block === undefined ? undefined : eq(tasks.block, params.block),
  );
  return newestFirst(db, tasks, params, where, toTask);
}
