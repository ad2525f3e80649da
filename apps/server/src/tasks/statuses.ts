import type { TaskStatus } from "@platform/tasks";

const ends: ReadonlySet<TaskStatus> = new Set(["completed", "failed", "stopped"]);

/** Whether nothing will happen any more to a task of this status. */
export const hasEnded = (status: TaskStatus): boolean => ends.has(status);
