import type { Client } from "@platform/core";
import { createTask, getTask, streamTask, TaskFailedError } from "@platform/tasks";
import { dim, line, progressBar } from "../screen.ts";

/** Reads a folder into an index by a durable task, and shows it as it goes. */
export async function ingest(client: Client, folder: string, index: string): Promise<void> {
  const inputs = { index, folder };
  const { id: taskId } = await createTask(client, { block: "docs::ingest", inputs });
  line(`   task ${taskId}`);
  const bar = progressBar();
  const lines: string[] = [];
  for await (const event of streamTask(client, { taskId })) {
    if (event.type === "progress") bar.show(event.percent, event.message ?? "");
    if (event.type === "log") {
      lines.push(event.line);
      bar.clear();
      line(`   ${dim(event.line)}`);
    }
  }
  bar.clear();
  const task = await getTask(client, { taskId });
  if (task.status !== "completed") throw new TaskFailedError(task, lines.slice(-20));
  const { files, chunks } = task.result ?? {};
  line(`   ${String(files)} files became ${String(chunks)} passages in the index "${index}".`);
}
