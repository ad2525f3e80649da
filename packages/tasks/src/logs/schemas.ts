import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { statuses } from "../tasks/schemas.ts";
import type { ListTaskLogsParams } from "./list-task-logs.ts";
import type { TaskEvent } from "./task-event.ts";

export const listTaskLogsParams: Wire<ListTaskLogsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), taskId: v.text(64), after: v.optional(v.whole(0)) }),
);

const base = () => ({ id: v.number(), at: v.timestamp() });

export const taskEvent: Wire<TaskEvent> = /* @__PURE__ */ wire(() =>
  v.variant("type", [
    v.object({
      ...base(),
      type: v.oneOf(["log"]),
      stream: v.oneOf(["stdout", "stderr", "system"]),
      line: v.string(),
    }),
    v.object({
      ...base(),
      type: v.oneOf(["progress"]),
      percent: v.number(),
      message: v.nullable(v.string()),
    }),
    v.object({
      ...base(),
      type: v.oneOf(["status"]),
      status: v.oneOf(statuses),
      reason: v.nullable(v.string()),
    }),
  ]),
);
