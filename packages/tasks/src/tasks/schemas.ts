import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateTaskParams } from "./create-task.ts";
import type { TaskIdParams } from "./get-task.ts";
import type { ListTasksParams } from "./list-tasks.ts";
import type { Task, TaskStatus } from "./task.ts";

/** Every status, in the order of a task's life. @internal */
export const statuses: TaskStatus[] = ["created", "pending", "running", "completed", "failed", "stopped"];

export const createTaskParams: Wire<CreateTaskParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    block: v.text(255),
    inputs: v.optional(v.record(v.string(), v.unknown())),
    maxAttempts: v.optional(v.whole(1, 25)),
    timeoutMs: v.optional(v.whole(1, 86_400_000)),
  }),
);

export const taskIdParams: Wire<TaskIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ taskId: v.text(64) }),
);

export const listTasksParams: Wire<ListTasksParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    status: v.optional(v.oneOf(statuses)),
    block: v.optional(v.text(255)),
  }),
);

export const task: Wire<Task> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    status: v.oneOf(statuses),
    block: v.string(),
    result: v.nullable(v.record(v.string(), v.unknown())),
    error: v.nullable(v.object({ code: v.string(), message: v.string() })),
    progress: v.number(),
    attempt: v.number(),
    runId: v.string(),
    createdAt: v.timestamp(),
    startedAt: v.nullable(v.timestamp()),
    endedAt: v.nullable(v.timestamp()),
  }),
);
