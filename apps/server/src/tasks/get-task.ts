import type { Task, TaskIdParams } from "@platform/tasks";
import type { Context } from "../http/operation.ts";
import { findTask } from "./find-task.ts";
import { toTask } from "./to-task.ts";

/** Reads one task. */
export const getTask = async ({ db }: Context, { taskId }: TaskIdParams): Promise<Task> =>
  toTask(await findTask(db, taskId));
