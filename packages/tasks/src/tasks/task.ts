/** `created` and `pending` wait, `running` works; `completed`, `failed` and `stopped` are ends. */
export type TaskStatus = "created" | "pending" | "running" | "completed" | "failed" | "stopped";

/** One run of a block. It survives crashes of the server: an interrupted attempt is made again. */
export interface Task {
  /** `task_…` */
  id: string;
  status: TaskStatus;
  /** The block it runs, as `package::name`. */
  block: string;
  /** What the block gave; `null` until it completed. */
  result: Record<string, unknown> | null;
  /** Why it failed; `null` unless it did. */
  error: { code: string; message: string } | null;
  /** 0 to 100, as the block reports it. */
  progress: number;
  /** Which attempt this is, from 1; 0 before the first. */
  attempt: number;
  /** Joins every operation of this task in the ledger. */
  runId: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}
