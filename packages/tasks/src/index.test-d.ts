/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import { createTask, runTask, streamTask, type Task, TaskFailedError, tasks, waitForTask } from "./index.ts";

const client = createClient();

export async function types(): Promise<void> {
  const task: Task = await createTask(client, { block: "docs::ingest", inputs: { index: "docs" } });
  for await (const event of streamTask(client, { taskId: task.id })) {
    if (event.type === "log") event.line.toUpperCase();
    if (event.type === "progress") event.percent.toFixed();
    // @ts-expect-error only log events have a line
    void event.line;
  }
  const { result } = await runTask(client, { block: "docs::ingest" }, { onEvent: ({ id }) => id.toFixed() });
  await waitForTask(client, { taskId: task.id }, { backoff: "fixed", intervalMs: 100 });
  await tasks(client).blocks.list().first();
  const failed = new TaskFailedError(task, []);
  void [result satisfies Record<string, unknown> | null, failed.lastLines satisfies readonly string[]];
  // @ts-expect-error the block is missing
  await createTask(client, { inputs: {} });
  // @ts-expect-error it is called taskId
  await waitForTask(client, { id: task.id });
  // @ts-expect-error there is no such back-off
  await waitForTask(client, { taskId: task.id }, { backoff: "linear" });
}
