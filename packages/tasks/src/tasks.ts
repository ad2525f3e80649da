import {
  bind,
  type Bound,
  type BoundList,
  type BoundStream,
  type Client,
  type ClientOptions,
  toClient,
} from "@platform/core";
import type { Block } from "./blocks/block.ts";
import { listBlocks, type ListBlocksParams } from "./blocks/list-blocks.ts";
import { listTaskLogs, type ListTaskLogsParams } from "./logs/list-task-logs.ts";
import type { TaskEvent } from "./logs/task-event.ts";
import { createTask, type CreateTaskParams } from "./tasks/create-task.ts";
import { getTask, type TaskIdParams } from "./tasks/get-task.ts";
import { listTasks, type ListTasksParams } from "./tasks/list-tasks.ts";
import { stopTask } from "./tasks/stop-task.ts";
import { streamTask } from "./tasks/stream-task.ts";
import type { Task } from "./tasks/task.ts";
import { runTask } from "./wait/run-task.ts";
import { waitForTask, type WaitOptions } from "./wait/wait-for-task.ts";

/** Tasks and blocks, grouped by what is worked on. */
export interface Tasks {
  readonly tasks: {
    /** {@link createTask} */
    readonly create: Bound<CreateTaskParams, Task>;
    /** {@link getTask} */
    readonly get: Bound<TaskIdParams, Task>;
    /** {@link listTasks} */
    readonly list: BoundList<ListTasksParams, Task>;
    /** {@link stopTask} */
    readonly stop: Bound<TaskIdParams, Task>;
    /** {@link listTaskLogs} */
    readonly logs: BoundList<ListTaskLogsParams, TaskEvent>;
    /** {@link streamTask} */
    readonly stream: BoundStream<TaskIdParams, TaskEvent>;
    /** {@link waitForTask} */
    readonly wait: (params: TaskIdParams, options?: WaitOptions) => Promise<Task>;
    /** {@link runTask} */
    readonly run: (params: CreateTaskParams, options?: WaitOptions) => Promise<Task>;
  };
  readonly blocks: {
    /** {@link listBlocks} */
    readonly list: BoundList<ListBlocksParams, Block>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const jobs = tasks(client);
 * const done = await jobs.tasks.run({ block: "docs::ingest", inputs: { index: "docs", folder: "docs" } });
 */
export function tasks(clientOrOptions?: Client | ClientOptions): Tasks {
  const client = toClient(clientOrOptions);
  return {
    tasks: {
      create: bind(client, createTask),
      get: bind(client, getTask),
      list: bind(client, listTasks),
      stop: bind(client, stopTask),
      logs: bind(client, listTaskLogs),
      stream: bind(client, streamTask),
      wait: bind(client, waitForTask),
      run: bind(client, runTask),
    },
    blocks: { list: bind(client, listBlocks) },
  };
}
