import { type Wire, wire } from "@platform/core";
import { pageParams, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import type { CreateTaskParams } from "./create-task.ts";
import type { TaskIdParams } from "./get-task.ts";
import type { ListTasksParams } from "./list-tasks.ts";
import type { Task, TaskStatus } from "./task.ts";

/** Every status, in the order of a task's life. @internal */
export const statuses: TaskStatus[] = ["created", "pending", "running", "completed", "failed", "stopped"];

export const createTaskParams: Wire<CreateTaskParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    block: text(255),
    inputs: v.optional(v.record(v.string(), v.unknown())),
    maxAttempts: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1, "at least 1"), v.maxValue(25, "at most 25")),
    ),
    timeoutMs: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1, "at least 1"),
        v.maxValue(86_400_000, "at most 86400000"),
      ),
    ),
  }),
);

export const taskIdParams: Wire<TaskIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ taskId: text(64) }),
);

export const listTasksParams: Wire<ListTasksParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...pageParams(),
    status: v.optional(v.picklist(statuses, `choose from ${statuses.join(", ")}`)),
    block: v.optional(text(255)),
  }),
);

export const task: Wire<Task> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    status: v.picklist(statuses),
    block: v.string(),
    result: v.nullable(v.record(v.string(), v.unknown())),
    error: v.nullable(v.object({ code: v.string(), message: v.string() })),
    progress: v.number(),
    attempt: v.number(),
    runId: v.string(),
    createdAt: timestamp(),
    startedAt: v.nullable(timestamp()),
    endedAt: v.nullable(timestamp()),
  }),
);
