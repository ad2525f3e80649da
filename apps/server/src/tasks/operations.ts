import * as actions from "@platform/tasks";
import { serve } from "../http/serve.ts";
import { createTask } from "./create-task.ts";
import { getTask } from "./get-task.ts";
import { listBlocks } from "./list-blocks.ts";
import { listTaskLogs } from "./list-task-logs.ts";
import { listTasks } from "./list-tasks.ts";
import { stopTask } from "./stop-task.ts";
import { streamTask } from "./stream-task.ts";
import { taskWorstCase } from "./task-worst-case.ts";

/** Inputs may be whole files. */
const bodyLimit = 16 * 1024 * 1024;

/** Tasks as the server serves them. */
export const tasksOperations = [
  serve(actions.createTask, createTask, { effect: "database", bodyLimit, worstCase: taskWorstCase }),
  serve(actions.getTask, getTask, { effect: "database" }),
  serve(actions.listTasks, listTasks, { effect: "database" }),
  serve(actions.stopTask, stopTask, { effect: "database", mayBeRefused: false }),
  serve(actions.listTaskLogs, listTaskLogs, { effect: "database" }),
  serve(actions.streamTask, streamTask),
  serve(actions.listBlocks, listBlocks),
];
