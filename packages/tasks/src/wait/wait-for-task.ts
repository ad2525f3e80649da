import { type CallOptions, type Client, poll, type PollOptions } from "@platform/core";
import { listTaskLogs } from "../logs/list-task-logs.ts";
import type { TaskEvent } from "../logs/task-event.ts";
import { getTask, type TaskIdParams } from "../tasks/get-task.ts";
import type { Task } from "../tasks/task.ts";
import { TaskFailedError, TaskStoppedError } from "./task-errors.ts";

/** How to wait, and whom to tell. */
export interface WaitOptions extends PollOptions<Task> {
  /** Told of every event, in order, the last ones too. */
  onEvent?: ((event: TaskEvent) => unknown) | undefined;
  /** How each look is sent; its `signal` is this wait's. */
  call?: CallOptions | undefined;
}

const ends = new Set(["completed", "failed", "stopped"]);

/**
 * Waits for a task to end. Looks with a growing interval; to follow it live, `streamTask`.
 *
 * @returns The completed task.
 * @throws {TaskFailedError} with the reason and the last lines.
 * @throws {TaskStoppedError}
 * @throws {PollTimeoutError} when `timeoutMs` is over; the task goes on.
 * @example
 * const done = await waitForTask(client, { taskId: task.id }, { onEvent: (event) => console.log(event) });
 */
export async function waitForTask(
  client: Client,
  params: TaskIdParams,
  options: WaitOptions = {},
): Promise<Task> {
  const call = { ...options.call, signal: options.signal };
  const { taskId } = params;
  const lines: string[] = [];
  let after = 0;
  const catchUp = async () => {
    for await (const event of listTaskLogs(client, { taskId, after }, call)) {
      after = event.id;
      if (event.type === "log" && lines.push(event.line) > 20) lines.shift();
      await options.onEvent?.(event);
    }
  };
  const look = async () => {
    const task = await getTask(client, params, call);
    // After the look, so that what the end wrote is told before the end is.
    if (options.onEvent || task.status === "failed") await catchUp();
    return task;
  };
  const task = await poll(look, ({ status }) => ends.has(status), options);
  if (task.status === "failed") throw new TaskFailedError(task, lines);
  if (task.status === "stopped") throw new TaskStoppedError(task);
  return task;
}
