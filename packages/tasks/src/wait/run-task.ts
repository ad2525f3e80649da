import type { Client } from "@platform/core";
import { createTask, type CreateTaskParams } from "../tasks/create-task.ts";
import type { Task } from "../tasks/task.ts";
import { waitForTask, type WaitOptions } from "./wait-for-task.ts";

/**
 * Creates a task and waits for its end.
 *
 * @returns The completed task.
 * @throws {TaskFailedError} and what `createTask` and `waitForTask` throw.
 * @example
 * const { result } = await runTask(client, { block: "docs::ingest", inputs: { index: "docs", folder: "docs" } });
 */
export async function runTask(
  client: Client,
  params: CreateTaskParams,
  options: WaitOptions = {},
): Promise<Task> {
  const task = await createTask(client, params, { ...options.call, signal: options.signal });
  return waitForTask(client, { taskId: task.id }, options);
}
