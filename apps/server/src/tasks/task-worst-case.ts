import type { CreateTaskParams } from "@platform/tasks";
import { Exact } from "../http/meter/decimals.ts";
import type { WorstCaseOf } from "../http/meter/worst-case.ts";

/** What an attempt may take beyond its time to end. */
const graceSeconds = 60;

/** The most seconds of a task that are charged, and so set aside. */
export const mostSeconds = (timeoutMs: number): InstanceType<typeof Exact> =>
  new Exact(timeoutMs).div(1_000).plus(graceSeconds);

/** The request, and one attempt up to its time limit: only the attempt that ends the task is charged. */
export const taskWorstCase: WorstCaseOf<CreateTaskParams> = (_, { block, timeoutMs = 3_600_000 }) => {
  const seconds = new Exact(timeoutMs).div(1_000);
  return {
    model: block,
    units: { request: "1", task_second: seconds.toFixed() },
    lasting: { task_second: mostSeconds(timeoutMs).toFixed() },
    likely: { request: "1" },
    usual: { operations: ["runTask"], unit: "task_second" },
    notes: [
      "The worst case is an attempt that runs until its time is over. What the task itself calls comes on top.",
    ],
  };
};
