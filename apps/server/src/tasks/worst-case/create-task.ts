import type { CreateTaskParams } from "@platform/tasks";
import type { WorstCaseOf } from "../../http/meter/worst-case.ts";
import { Exact } from "../../http/meter/decimals.ts";

/** One attempt up to its time limit: attempts that were lost are not charged. */
export const createTaskWorstCase: WorstCaseOf<CreateTaskParams> = (_, { block, timeoutMs = 3_600_000 }) => ({
  model: block,
  units: { request: "1", task_second: new Exact(timeoutMs).div(1_000).toFixed() },
  likely: { request: "1" },
  usual: { operations: ["runTask"], unit: "task_second" },
  notes: [
    "The worst case is an attempt that runs until its time is over. What the task itself calls comes on top.",
  ],
});
