import type { Task } from "@platform/tasks";
import type { tasks } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";

/** A task's row as the contract shows it. */
export const toTask = (row: Row<typeof tasks>): Task => ({
  id: row.id,
  status: row.status,
  block: row.block,
  result: row.result as Task["result"],
  error: row.error && { code: row.error.code, message: row.error.message },
  progress: row.progress,
  attempt: row.attempt,
  runId: row.runId,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
});
