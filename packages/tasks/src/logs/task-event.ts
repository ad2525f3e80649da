import type { TaskStatus } from "../tasks/task.ts";

/** Something that happened in a task. Ids rise. */
export type TaskEvent = TaskLogEvent | TaskProgressEvent | TaskStatusEvent;

interface TaskEventBase {
  /** Counts from 1 within the task. */
  id: number;
  at: string;
}

/** One line the block wrote. */
export interface TaskLogEvent extends TaskEventBase {
  type: "log";
  stream: "stdout" | "stderr" | "system";
  line: string;
}

/** How far the block is. */
export interface TaskProgressEvent extends TaskEventBase {
  type: "progress";
  /** 0 to 100. */
  percent: number;
  message: string | null;
}

/** The task went on to another status. */
export interface TaskStatusEvent extends TaskEventBase {
  type: "status";
  status: TaskStatus;
  /** Why, where there is something to say. */
  reason: string | null;
}
