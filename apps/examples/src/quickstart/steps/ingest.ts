import type { Client } from "@platform/core";
import { createTask, getTask, streamTask, TaskFailedError } from "@platform/tasks";
import { paragraph } from "../screen/flow.ts";
import { progressBar } from "../screen/progress-bar.ts";
import { count, dim, line } from "../screen/style.ts";

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
      if (lines.length <= shownLines) paragraph(event.line, "   ", dim);
    }
  }
  bar.clear();
  if (lines.length > shownLines) line(dim(`   … and ${count(lines.length - shownLines, "further line")}`));
  const task = await getTask(client, { taskId });
  if (task.status !== "completed") throw new TaskFailedError(task, lines.slice(-20));
  const { files, chunks } = task.result ?? {};
  if (chunks === 0) {
    throw new Error(`There is nothing to read in ${folder}: put Markdown, HTML or text files there.`);
  }
  line(
    `   ${count(Number(files), "file")} became ${count(Number(chunks), "passage")} of the index "${index}"`,
  );
}

/** A folder of hundreds of files has a line for each: the first ones show what happens. */
const shownLines = 16;
