import { type Wire, wire } from "@platform/core";
import { pageParams, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import { statuses } from "../tasks/schemas.ts";
import type { ListTaskLogsParams } from "./list-task-logs.ts";
import type { TaskEvent } from "./task-event.ts";

export const listTaskLogsParams: Wire<ListTaskLogsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...pageParams(),
    taskId: text(64),
    after: v.optional(v.pipe(v.number(), v.integer("write a whole number"), v.minValue(0, "at least 0"))),
  }),
);

const base = () => ({ id: v.number(), at: timestamp() });

export const taskEvent: Wire<TaskEvent> = /* @__PURE__ */ wire(() =>
  v.variant("type", [
    v.object({
      ...base(),
      type: v.literal("log"),
      stream: v.picklist(["stdout", "stderr", "system"]),
      line: v.string(),
    }),
    v.object({
      ...base(),
      type: v.literal("progress"),
      percent: v.number(),
      message: v.nullable(v.string()),
    }),
    v.object({
      ...base(),
      type: v.literal("status"),
      status: v.picklist(statuses),
      reason: v.nullable(v.string()),
    }),
  ]),
);
