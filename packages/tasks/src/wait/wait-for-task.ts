import { type CallOptions, type Client, poll, type PollOptions } from "@platform/core";
import { listTaskLogs } from "../logs/list-task-logs.ts";
import type { TaskEvent } from "../logs/task-event.ts";
import { getTask, type TaskIdParams } from "../tasks/get-task.ts";
import type { Task } from "../tasks/task.ts";
import { TaskFailedError, TaskStoppedError } from "./task-errors.ts";

/** How to wait, and whom to tell. */
export interface WaitOptions extends Omit<PollOptions<Task>, "logs" | "onLog"> {
  /** Told of every event, in order, the last ones too. */
  onEvent?: ((event: TaskEvent) => unknown) | undefined;
  /** How each look is sent; its `signal` is that of the look. */
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
  const { onEvent, ...rest } = options;
  const { taskId } = params;
  const call = (signal: AbortSignal | undefined) => ({ ...options.call, signal });
  const lines: string[] = [];
  const keep = (event: TaskEvent) => {
    if (event.type === "log" && lines.push(event.line) > 20) lines.shift();
  };
  const logs = (after: number, signal: AbortSignal | undefined) =>
    listTaskLogs(client, { taskId, after, limit: 1_000 }, call(signal));
  const onLog = (event: TaskEvent) => {
    keep(event);
    return onEvent?.(event);
  };
  const look = (signal: AbortSignal) => getTask(client, params, call(signal));
  const ended = ({ status }: Task) => ends.has(status);
  const task = await poll(look, ended, { ...rest, ...(onEvent && { logs, onLog }) });
  // Whoever follows the events has brought the last lines along.
  if (task.status === "failed" && !onEvent) for await (const event of logs(0, options.signal)) keep(event);
  if (task.status === "failed") throw new TaskFailedError(task, lines);
  if (task.status === "stopped") throw new TaskStoppedError(task);
  return task;
}
