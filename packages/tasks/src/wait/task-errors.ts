import { PlatformError } from "@platform/core";
import type { Task } from "../tasks/task.ts";

/** The task failed; the message is the block's reason. */
export class TaskFailedError extends PlatformError {
  static override readonly kind: string = "TaskFailedError";
  readonly task: Task;
  /** The last lines it wrote, at most 20. */
  readonly lastLines: readonly string[];

  constructor(task: Task, lastLines: readonly string[]) {
    super(task.error?.message ?? "The task failed.", { code: task.error?.code ?? "task_failed" });
    this.task = task;
    this.lastLines = lastLines;
  }
}

/** The task was stopped before its end. */
export class TaskStoppedError extends PlatformError {
  static override readonly kind: string = "TaskStoppedError";
  readonly task: Task;

  constructor(task: Task) {
    super("The task was stopped.", { code: "task_stopped" });
    this.task = task;
  }
}
