import type { TaskEvent } from "@platform/tasks";
import type { taskEvents } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";

/** An event's row as the contract shows it. Its data was written by `appendEvents`, which knows the same type. */
export const toTaskEvent = (row: Row<typeof taskEvents>): TaskEvent =>
  ({ id: row.seq, at: row.createdAt.toISOString(), type: row.type, ...row.data }) as TaskEvent;
